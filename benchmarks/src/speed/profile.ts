import { Session, type Profiler } from 'node:inspector/promises';
import { createSourceLookup, type Place } from './source-map.ts';

/** Where a unit of work spends its time. */
export const PARTS = [
  'products',
  'gathering',
  'random numbers',
  'rule',
  'tensors',
  'memory',
  'other',
] as const;

/** One of {@link PARTS}. */
export type Part = (typeof PARTS)[number];

/** Shares of the time, in [0, 1], that add up to 1. */
export type Profile = Readonly<Record<Part, number>>;

/** Between two looks at what is running, in microseconds. */
const INTERVAL = 200;

/** Code by where it lies, first match first. Native code counts where it was called. */
const PLACES: readonly (readonly [Part, RegExp])[] = [
  [
    'products',
    /\/engine\/(?:src|dist)\/(?:blas|onnxruntime|gemm|add-matmul|matmul-kernel|tensorflow)\.[jt]s$/,
  ],
  [
    'gathering',
    /\/engine\/(?:src|dist)\/rows\.[jt]s$|\/nn\/(?:src|dist)\/training\/(?:activity-cache|batch|sampling)\./,
  ],
  ['random numbers', /\/core\/(?:src|dist)\/random\.|\/pure-rand\//],
  ['rule', /\/(?:packages|@hebbench)\/rule-[^/]+\//],
  ['tensors', /@tensorflow|^wasm:|\/(?:engine|nn|attacks)\/(?:src|dist)\//],
];

/** Fewer say nothing: the profiler's own first one is there in any case. */
const FEWEST_SAMPLES = 10;

/**
 * Runs something under the profiler of this process, and says where the time went while this thread was busy.
 * @returns `undefined` where it could not look, as on an engine that keeps signals off this thread
 */
export async function profileOf(work: () => Promise<unknown>): Promise<Profile | undefined> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return (profile.samples ?? []).length < FEWEST_SAMPLES ? undefined : sumParts(profile);
  } finally {
    session.disconnect();
  }
}

/**
 * Sorts the samples of a profile by what was running.
 * @param sourceOf - where the source of a running function lies
 */
export function sumParts(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  sourceOf: (place: Place) => string = createSourceLookup(),
): Profile {
  const caller = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const partOf = new Map(nodes.map(({ id }) => [id, partOfNode(id, frames, caller, sourceOf)]));
  const sums = new Map<Part, number>();
  let total = 0;
  samples.forEach((id, i) => {
    const part = partOf.get(id);
    const time = timeDeltas[i] ?? 0;
    if (part === undefined || time < 0) return;
    sums.set(part, (sums.get(part) ?? 0) + time);
    total += time;
  });
  return Object.fromEntries(PARTS.map((part) => [part, (sums.get(part) ?? 0) / (total || 1)])) as Record<
    Part,
    number
  >;
}

type Frame = Profiler.Profile['nodes'][number]['callFrame'];

/** `undefined` while nothing runs. */
function partOfNode(
  id: number,
  frames: ReadonlyMap<number, Frame>,
  caller: ReadonlyMap<number, number>,
  sourceOf: (place: Place) => string,
): Part | undefined {
  const { functionName } = frames.get(id)!;
  if (functionName === '(idle)') return undefined;
  if (functionName === '(garbage collector)') return 'memory';
  // Native code and built-in functions have no place of their own: what called them has.
  for (let at: number | undefined = id; at !== undefined; at = caller.get(at)) {
    const source = sourceOf(frames.get(at)!);
    const found = PLACES.find(([, place]) => place.test(source));
    if (found) return found[0];
    if (source !== '' && !source.startsWith('node:')) break;
  }
  return 'other';
}

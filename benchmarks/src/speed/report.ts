import { markdownTable, toCsv } from '@hebbench/report';
import { againstFastest, type SpeedMeasurement, type SpeedResults } from './measurement.ts';
import { PEER_NAMES } from './peer-names.ts';
import { goalOf, missedText } from './goals.ts';
import { PARTS } from './profile.ts';
import { SCALING_UNITS, SPEED_UNITS } from './units.ts';

const COLUMNS = [
  'work',
  'ms',
  'ms_p10',
  'ms_p90',
  'updates',
  'engine',
  'threads',
  'gflops',
  'limit_share',
  ...PEER_NAMES.map((name) => `${name}_ms`),
  'fastest',
  'ratio',
  'ratio_low',
  'ratio_high',
] as const;

/** The files of `reports/speed/`: `speed.csv` and `summary.md`. */
export function speedFiles(results: SpeedResults): Map<string, string> {
  return new Map([
    ['speed.csv', toCsv(COLUMNS, [...results.units, ...(results.scaling ?? [])].map(toRow))],
    ['summary.md', summary(results)],
  ]);
}

function toRow(unit: SpeedMeasurement): Record<string, string | number | undefined> {
  const { spread } = unit;
  const against = againstFastest(unit);
  return {
    work: unit.work,
    ms: unit.ms.toFixed(3),
    ms_p10: spread[0].toFixed(3),
    ms_p90: spread[1].toFixed(3),
    updates: unit.updates,
    engine: unit.engine,
    threads: unit.threads,
    gflops: unit.gflops.toFixed(1),
    limit_share: unit.limitShare.toFixed(3),
    ...Object.fromEntries((unit.peers ?? []).map(({ name, ms }) => [`${name}_ms`, ms.toFixed(3)])),
    fastest: against?.peer.name,
    ratio: against?.ratio.toFixed(3),
    ratio_low: against && Math.min(...against.ratios).toFixed(3),
    ratio_high: against && Math.max(...against.ratios).toFixed(3),
  };
}

/** The measurements as a table for people. */
export function speedTable(units: readonly SpeedMeasurement[]): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const names = PEER_NAMES.filter((name) =>
    units.some(({ peers }) => peers?.some((peer) => peer.name === name)),
  );
  return {
    columns: [
      'work',
      'ms',
      '10 … 90 %',
      'GFLOP/s',
      'of limit',
      ...names,
      ...(names.length > 0 ? ['ours/fastest', 'goal'] : []),
    ],
    rows: units.map((unit) => [
      unit.work,
      digits(unit.ms),
      unit.spread.map(digits).join(' … '),
      unit.gflops.toFixed(0),
      `${(100 * unit.limitShare).toFixed(0)} %`,
      ...names.map((name) => {
        const peer = unit.peers?.find((each) => each.name === name);
        return peer ? digits(peer.ms) : '–';
      }),
      ...(names.length > 0 ? [againstFastest(unit)?.ratio.toFixed(2) ?? '–', goalText(unit)] : []),
    ]),
  };
}

function goalText(unit: SpeedMeasurement): string {
  const goal = goalOf(unit);
  return goal ? `≤ ${goal.ratio}` : '–';
}

function digits(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3);
}

function summary(results: SpeedResults): string {
  const { engine, machine, units, limitGflops } = results;
  const { columns, rows } = speedTable(units);
  const measured = new Set(units.map(({ work }) => work));
  const titles = SPEED_UNITS.filter(({ name }) => measured.has(name)).map(
    ({ name, title }) => `- \`${name}\`: ${title}`,
  );
  return `# Speed of training

Milliseconds an update, median.${againstText(units)}

${markdownTable(columns, rows)}

${missedText(units)}${titles.join('\n')}

${peersText(units)}${profileText(results)}${scalingText(results)}Gathering the batch and drawing random numbers are part of an update. GFLOP/s count the matrix products alone; the limit is what the engine reaches in a large product here, ${limitGflops.toFixed(0)} GFLOP/s.

- Engine: ${engine.name} (${engine.detail}), ${engine.threads} thread${engine.threads === 1 ? '' : 's'}.
- Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}.
- Data: ${results.data}. Measured ${results.startedAt.slice(0, 10)}.
`;
}

function againstText(units: readonly SpeedMeasurement[]): string {
  if (!units.some(({ peers }) => peers)) return '';
  return ' Beside it, the same units of work in other frameworks, in turn with ours on the same machine and threads; the ratio to the fastest of them is the median over the rounds, below 1 where ours is faster.';
}

/** What the other frameworks are, and that they do the same. */
function peersText(units: readonly SpeedMeasurement[]): string {
  const peers = units.flatMap(({ work, peers: some = [] }) => some.map((peer) => ({ work, ...peer })));
  if (peers.length === 0) return '';
  const versions = [...new Set(peers.map(({ version }) => version))];
  const products = versions.map((version) => {
    const own = peers.filter((peer) => peer.version === version);
    const best = Math.max(...own.map(({ productGflops }) => productGflops));
    const flushes = own.every(({ flushesDenormals }) => flushesDenormals);
    return `- ${version}: ${best.toFixed(0)} GFLOP/s in a product of 2000 × 2000 matrices; denormal numbers are ${flushes ? 'flushed to 0' : 'not flushed'}.`;
  });
  const rows = peers.map(({ work, name, form, ms, difference }) => [
    work,
    name,
    form,
    digits(ms),
    difference.toExponential(0),
  ]);
  return `## The other frameworks

Programs in \`benchmarks/peers\`, written as a user of each would who cares for speed, in float32, kept to as many processors as ours has threads. Where a unit can be written or compiled in several ways, all are tried, and the fastest is timed. Before it is, each makes one update from the same weights, images and random numbers as ours: the difference is the length of that between the two updates, as a share of the update’s own. Sums in another order make it, and where units are ranked or signs of gradients taken, single units or pixels of another rank or sign.

${products.join('\n')}

${markdownTable(['work', 'framework', 'form', 'ms', 'difference'], rows)}

`;
}

/** What the time of each unit is made of. */
function profileText({ units }: SpeedResults): string {
  const profiled = units.flatMap(({ work, profile }) => (profile ? [{ work, profile }] : []));
  if (profiled.length === 0) return '';
  const rows = profiled.map(({ work, profile }) => [
    work,
    ...PARTS.map((part) => `${(100 * profile[part]).toFixed(0)} %`),
  ]);
  return `## Where the time goes

Shares of the time of this process's main thread, by its profiler, in a measurement of their own. Products: matrix products, native code included. Gathering: copying a batch together. Rule: loops of the rule itself. Tensors: all other operations on tensors. Memory: garbage collection.

${markdownTable(['work', ...PARTS], rows)}

Read it beside “of limit” above: where products take most of the time and run near the limit, they bound the unit. Products of small batches or few columns stay below it, as they read a large operand for little work.

`;
}

/** Cost against size, and what bounds it. */
function scalingText({ scaling }: SpeedResults): string {
  if (!scaling) return '';
  const { columns, rows } = speedTable(scaling);
  const titleOf = (work: string): string => SCALING_UNITS.find(({ name }) => name === work)?.title ?? work;
  return `## Scaling

One update of equation (1) at other sizes.

${markdownTable(
  ['size', ...columns.slice(1)],
  rows.map(([work, ...rest]) => [titleOf(work!), ...rest]),
)}

Large batches and layers are bounded by the matrix products. Small batches are bounded by memory: an update reads and writes the whole kernel however few images it is for. Narrow layers are bounded by the fixed cost of an update. The number of images does not matter: they stay bytes until their batch is used.

`;
}

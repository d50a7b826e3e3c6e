import { z } from 'zod';
import type { RepositoryState } from '../run/repository.ts';
import { PEER_NAMES, type PeerName } from './peer-names.ts';
import { PARTS, type Profile } from './profile.ts';

/** What was measured of one unit of work. */
export interface SpeedMeasurement {
  readonly work: string;
  /** Median time of an update, in milliseconds: of all rounds together. */
  readonly ms: number;
  /** 10 % and 90 % quantiles. */
  readonly spread: readonly [number, number];
  readonly updates: number;
  readonly engine: string;
  readonly threads: number;
  /** Speed of the matrix products at the median. */
  readonly gflops: number;
  /** {@link SpeedMeasurement.gflops} as a share of what the engine reaches in a large product on this machine. */
  readonly limitShare: number;
  /** Where the time goes, measured apart from it; not of the units at other sizes. */
  readonly profile?: Profile;
  /** Median of each round, in turn with the peers. */
  readonly rounds?: readonly number[];
  /** Other frameworks' times, if they were asked for. */
  readonly peers?: readonly PeerMeasurement[];
}

/** The same unit by another framework, in turn with ours. */
export interface PeerMeasurement {
  readonly name: PeerName;
  /** Name and version, of all that it consists of. */
  readonly version: string;
  /** The way of writing the unit that was fastest. */
  readonly form: string;
  /** Median over the rounds of its median. */
  readonly ms: number;
  /** Its median of each round. */
  readonly times: readonly number[];
  /** Length of the difference between its update and ours, as a share of the length of the change. */
  readonly difference: number;
  /** Speed of its plain product of 2000 × 2000 matrices, the best of all rounds. */
  readonly productGflops: number;
  readonly flushesDenormals: boolean;
}

/** All that one run of `pnpm bench speed` found. */
export interface SpeedResults {
  readonly schema: 1;
  readonly startedAt: string;
  /** What was checked out. Missing in measurements from before it was kept. */
  readonly code?: RepositoryState;
  readonly engine: { readonly name: string; readonly detail: string; readonly threads: number };
  readonly machine: {
    readonly node: string;
    readonly platform: string;
    readonly cpu: string;
    readonly cores: number;
    readonly memoryBytes: number;
  };
  readonly data: string;
  /** What the engine reaches in a large matrix product. */
  readonly limitGflops: number;
  readonly units: readonly SpeedMeasurement[];
  /** The same work at other sizes, if it was asked for. */
  readonly scaling?: readonly SpeedMeasurement[];
}

const number = z.number().min(0);

const measurementSchema = z.strictObject({
  work: z.string(),
  ms: number,
  spread: z.tuple([number, number]),
  updates: z.int().min(1),
  engine: z.string(),
  threads: z.int().min(1),
  gflops: number,
  limitShare: number,
  profile: z.record(z.enum(PARTS), number).exactOptional(),
  rounds: z.array(number).exactOptional(),
  peers: z
    .array(
      z.strictObject({
        name: z.enum(PEER_NAMES),
        version: z.string(),
        form: z.string(),
        ms: number,
        times: z.array(number),
        difference: number,
        productGflops: number,
        flushesDenormals: z.boolean(),
      }),
    )
    .exactOptional(),
});

/** Schema of {@link SpeedResults}. */
export const speedResultsSchema: z.ZodType<SpeedResults> = z.strictObject({
  schema: z.literal(1),
  startedAt: z.string(),
  code: z.strictObject({ commit: z.string().nullable(), clean: z.boolean() }).exactOptional(),
  engine: z.strictObject({ name: z.string(), detail: z.string(), threads: z.int().min(1) }),
  machine: z.strictObject({
    node: z.string(),
    platform: z.string(),
    cpu: z.string(),
    cores: z.int().min(1),
    memoryBytes: number,
  }),
  data: z.string(),
  limitGflops: number,
  units: z.array(measurementSchema),
  scaling: z.array(measurementSchema).exactOptional(),
}) as z.ZodType<SpeedResults>;

/**
 * The value below which a share of a sample lies, between neighbours by interpolation.
 * @param share - in [0, 1]
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}

/** The middle of a sample. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A unit of work against the fastest of its peers. */
export interface AgainstFastest {
  readonly peer: PeerMeasurement;
  /** Ours divided by its time: median over the rounds. */
  readonly ratio: number;
  /** The ratio of each round. */
  readonly ratios: readonly number[];
}

/** Holds a unit against the fastest of its peers; `undefined` where there is none. */
export function againstFastest({ rounds = [], peers = [] }: SpeedMeasurement): AgainstFastest | undefined {
  const peer = peers.toSorted((a, b) => a.ms - b.ms)[0];
  if (!peer) return undefined;
  const ratios = rounds.map((ms, round) => ms / peer.times[round]!);
  return { peer, ratio: median(ratios), ratios };
}

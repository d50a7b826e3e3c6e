import type { Lifetimes } from './lifetimes.ts';

/** What synapses did between two looks. */
export interface SynapseCounts {
  /** Those that are exactly 0. */
  readonly silent: number;
  /** Those that were 0 and are not. */
  readonly born: number;
  /** Those that were not 0 and are. */
  readonly lost: number;
}

/** What a {@link createSynapseLog} goes on from. */
export interface SynapseLogState {
  /** Looks so far, the first at the start included. */
  readonly looks: number;
  /** For each synapse the look since which it is there, from 1, or 0 if it is silent: 32-bit integers in base64. */
  readonly since: string;
  /** Of synapses that were born while they were watched. */
  readonly lostAfter: readonly number[];
  readonly everBorn: number;
}

/** Follows synapses through training. */
export interface SynapseLog {
  /**
   * Looks at all synapses, epoch by epoch.
   * @param weights - always in the same order, and as many as at the start
   */
  look(weights: ArrayLike<number>): SynapseCounts;
  /** Of the synapses that were born after the start: how long they lasted, or have lasted so far, in looks. */
  lifetimes(): Lifetimes;
  state(): SynapseLogState;
}

/**
 * Follows which synapses are silent (exactly 0), born (0 → not 0) and lost (not 0 → 0).
 * @param start - the weights to begin with, or the state of a log to go on
 */
export function createSynapseLog(start: ArrayLike<number> | SynapseLogState): SynapseLog {
  const { since, lostAfter, ...earlier } = 'since' in start ? fromState(start) : atStart(start);
  let { looks, everBorn } = earlier;
  return {
    look(weights) {
      looks++;
      let [silent, born, lost] = [0, 0, 0];
      for (let i = 0; i < since.length; i++) {
        const from = since[i]!;
        if (weights[i] === 0) {
          silent++;
          if (from === 0) continue;
          lost++;
          if (from > 1) count(lostAfter, looks - from);
          since[i] = 0;
        } else if (from === 0) {
          born++;
          since[i] = looks;
        }
      }
      everBorn += born;
      return { silent, born, lost };
    },
    lifetimes() {
      const alive: number[] = [];
      for (const from of since) if (from > 1) count(alive, looks - from);
      return { lost: filled(lostAfter), alive: filled(alive) };
    },
    state: () => ({
      looks,
      everBorn,
      lostAfter: filled(lostAfter),
      since: Buffer.from(since.buffer, since.byteOffset, since.byteLength).toString('base64'),
    }),
  };
}

interface Log {
  looks: number;
  everBorn: number;
  readonly since: Int32Array;
  readonly lostAfter: number[];
}

function atStart(weights: ArrayLike<number>): Log {
  const since = Int32Array.from(weights, (weight) => (weight === 0 ? 0 : 1));
  return { looks: 1, everBorn: 0, since, lostAfter: [] };
}

function fromState({ looks, everBorn, since, lostAfter }: SynapseLogState): Log {
  // A copy of its own: the bytes of a buffer need not begin where an integer may.
  const bytes = Uint8Array.from(Buffer.from(since, 'base64'));
  return { looks, everBorn, since: new Int32Array(bytes.buffer), lostAfter: [...lostAfter] };
}

function count(counts: number[], at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

/** Without holes. */
function filled(counts: readonly number[]): number[] {
  return Array.from(counts, (each) => each ?? 0);
}

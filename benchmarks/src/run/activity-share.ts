import { availableParallelism, totalmem } from 'node:os';

const SMALLEST = 2 ** 31;
const LARGEST = 2 ** 33;

/** The machine that {@link activityShare} divides. */
interface Sizes {
  /** In bytes. */
  readonly memory: number;
  readonly cores: number;
}

/**
 * Bytes of hidden activity that one of a machine's processes keeps while it trains: its part of half of the memory, by its
 * part of the cores; from 2 to 8 GiB.
 * @param threads - of the process
 */
export function activityShare(
  threads: number,
  { memory, cores }: Sizes = { memory: totalmem(), cores: availableParallelism() },
): number {
  const share = (memory / 2) * Math.min(1, threads / cores);
  return Math.max(SMALLEST, Math.min(LARGEST, Math.floor(share)));
}

import { defaultThreads } from '@hebbench/engine';
import { availableParallelism } from 'node:os';

/**
 * Processes to run at once, and threads of each, so that the cores are shared and not fought over. `HEBBENCH_THREADS`
 * allows fewer threads, for instance where another command computes beside this one. Finished runs take no core; but a
 * number of workers that was asked for keeps its threads, on which numbers depend, however many runs are left.
 * @throws {@link HebbenchError} `USAGE` if `HEBBENCH_THREADS` is no number of threads
 */
export function shareCores(
  workers: number | undefined,
  { left, finished }: { readonly left: number; readonly finished: number },
): { workers: number; threads: number } {
  const runs = workers === undefined ? left : left + finished;
  const cores = availableParallelism();
  const used = Math.max(1, Math.min(workers ?? cores, runs));
  const each = Math.max(1, Math.floor(cores / used));
  return { workers: used, threads: Math.min(each, defaultThreads()) };
}

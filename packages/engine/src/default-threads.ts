import { HebbenchError } from '@hebbench/core';
import { availableParallelism } from 'node:os';

/**
 * Threads of a matrix product where none are asked for: `HEBBENCH_THREADS`, or the number of cores. Where several
 * processes compute at once, threads of their own that wait for each other cost more than they bring.
 * @throws {@link HebbenchError} `USAGE` if `HEBBENCH_THREADS` is not a whole number ≥ 1
 */
export function defaultThreads(): number {
  const wanted = process.env['HEBBENCH_THREADS'];
  if (wanted === undefined || wanted === '') return availableParallelism();
  if (/^[1-9]\d*$/.test(wanted)) return Number(wanted);
  throw new HebbenchError('USAGE', 'HEBBENCH_THREADS is not a number of threads.', {
    got: wanted,
    expected: 'a whole number, 1 or more',
    fix: 'correct the variable, or unset it to use all cores',
  });
}

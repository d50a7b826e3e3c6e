import { excerpt, HebbenchError } from '@hebbench/core';
import { availableParallelism } from 'node:os';

const MOST = 10_000;

/**
 * Threads of a matrix product where none are asked for: `HEBBENCH_THREADS`, or the number of cores. Where several
 * processes compute at once, threads of their own that wait for each other cost more than they bring.
 * @throws {@link HebbenchError} `USAGE` if `HEBBENCH_THREADS` is not a whole number from 1 to 10000
 */
export function defaultThreads(): number {
  const wanted = process.env['HEBBENCH_THREADS'];
  if (wanted === undefined || wanted === '') return availableParallelism();
  if (/^[1-9]\d{0,4}$/.test(wanted) && Number(wanted) <= MOST) return Number(wanted);
  throw new HebbenchError('USAGE', 'HEBBENCH_THREADS is not a number of threads.', {
    got: excerpt(wanted),
    expected: `a whole number from 1 to ${MOST}`,
    fix: 'correct the variable, or unset it to use all cores',
  });
}

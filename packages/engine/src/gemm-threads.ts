import type { GemmCall } from './gemm.ts';

/**
 * Operations of a product from which on several threads take less time than one: below, waking the others and waiting
 * for them takes longer than what they do. Measured with OpenBLAS on two cores, where `[100, 784] · [784, 200]`, 31
 * million, takes two thirds of the time, and `[12, 200] · [200, 2000]`, 10 million, up to 1.7 times as long.
 */
const LEAST_FOR_THREADS = 2.5e7;

/**
 * Threads for a product.
 * @param threads - that may be used at most
 */
export function threadsFor({ m, n, k }: Pick<GemmCall, 'm' | 'n' | 'k'>, threads: number): number {
  return 2 * m * n * k < LEAST_FOR_THREADS ? 1 : threads;
}

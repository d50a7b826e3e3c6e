import type { Tensor2D } from '@tensorflow/tfjs-core';
import { pseudoInverse } from 'ml-matrix';
import { toMatrix } from './matrices.ts';

/**
 * How much of each source appears in each coordinate if samples are written as sums of the vectors of a basis: the gain
 * matrix for {@link amariDistance}. The identity, but for order and scale, if the basis is that of the sources.
 * @param basis - `[m, inputs]`
 * @param sources - `[n, inputs]`: what one of each source adds to a sample
 * @returns `[m, n]`, row by row
 */
export function basisGains(basis: Tensor2D, sources: Tensor2D): number[] {
  const columns = toMatrix(basis).transpose();
  return pseudoInverse(columns).mmul(toMatrix(sources).transpose()).to1DArray();
}

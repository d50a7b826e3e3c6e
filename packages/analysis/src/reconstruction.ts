import * as tf from '@tensorflow/tfjs-core';
import type { PrincipalComponents } from './principal-components.ts';

/** How well samples come back from what was made of them. */
export interface Reconstruction {
  /**
   * Squared error as a share of the samples' variance: 0 if they come back as they were, 1 if no better than their mean,
   * without an upper end.
   */
  readonly error: number;
  /** The same, with the reconstruction multiplied by the one factor that makes the error least. */
  readonly scaledError: number;
  /** That factor. */
  readonly scale: number;
}

/**
 * Holds reconstructed samples against the samples.
 * @param x - `[samples, inputs]`; they vary
 * @param reconstructed - as `x`, e.g. `Σ_k z_k w_k`
 */
export function reconstructionOf(x: tf.Tensor2D, reconstructed: tf.Tensor2D): Reconstruction {
  return tf.tidy(() => {
    const number = (sum: tf.Tensor): number => sum.dataSync()[0]!;
    const variance = number(tf.sum(tf.square(tf.sub(x, tf.mean(x, 0)))));
    const squares = number(tf.sum(tf.square(reconstructed)));
    const scale = squares > 0 ? number(tf.sum(tf.mul(x, reconstructed))) / squares : 0;
    const errorAt = (factor: number): number =>
      number(tf.sum(tf.square(tf.sub(x, tf.mul(reconstructed, factor))))) / variance;
    return { error: errorAt(1), scaledError: errorAt(scale), scale };
  });
}

/** The error of PCA with so many components, as a share of the variance of the samples that it was made of. */
export function pcaError({ variances, total }: PrincipalComponents, components: number): number {
  const explained = variances.slice(0, components).reduce((sum, value) => sum + value, 0);
  return Math.max(0, 1 - explained / total);
}

/**
 * How many principal components make an error as small: 0 if the mean alone does, `undefined` if all that are known do
 * not.
 */
export function equivalentComponents(pca: PrincipalComponents, error: number): number | undefined {
  for (let count = 0; count <= pca.variances.length; count++) if (pcaError(pca, count) <= error) return count;
  return undefined;
}

import * as tf from '@tensorflow/tfjs-core';
import type { FrozenStatistics } from './constants.ts';

/**
 * Equation (6) with constants: `β (x − μ)/σ`, value by value. Its derivative is that in x itself, as `standardise` has it.
 * @param x - magnitudes, `[batch, width]`
 */
export function standardiseBy(
  x: tf.Tensor2D,
  { mean, factor }: Pick<FrozenStatistics, 'mean' | 'factor'>,
): tf.Tensor2D {
  return tf.tidy(() => tf.mul(tf.sub(x, mean), factor) as tf.Tensor2D);
}

/** `min(1, relu(y) / M)` with a constant maximum M of the layer or of each unit. */
export function rescaleBy(y: tf.Tensor2D, maximum: tf.Tensor1D): tf.Tensor2D {
  return tf.tidy(() => tf.minimum(tf.div(tf.relu(y), maximum), 1) as tf.Tensor2D);
}

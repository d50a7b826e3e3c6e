import * as tf from '@tensorflow/tfjs-core';

/** How close a layer's units are to what principal components are: of unit length, at right angles. */
export interface Orthonormality {
  /** Mean length ‖w_j‖ of the units' weight vectors. */
  readonly meanNorm: number;
  /** Mean |cos| of the angle between two different units; units without weights count as 0. */
  readonly meanAbsoluteCosine: number;
}

/**
 * Lengths of the weight vectors of a layer, and angles between them.
 * @param kernel - `[inputs, units]`, at least 2 units
 */
export function orthonormality(kernel: tf.Tensor2D): Orthonormality {
  const units = kernel.shape[1];
  const [meanNorm, cosines, nonzero] = tf.tidy(() => {
    const norms = tf.norm(kernel, 2, 0, true) as tf.Tensor2D;
    const directions = tf.divNoNan(kernel, norms) as tf.Tensor2D;
    const gram: tf.Tensor2D = tf.matMul(directions, directions, true, false);
    return [tf.mean(norms), tf.sum(tf.abs(gram)), tf.sum(tf.square(directions))].map(
      (value) => value.dataSync()[0]!,
    ) as [number, number, number];
  });
  return { meanNorm, meanAbsoluteCosine: (cosines - nonzero) / (units * (units - 1)) };
}

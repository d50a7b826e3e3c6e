import * as tf from '@tensorflow/tfjs-core';

/** Columns that a matrix product computes at once; a power of 2. */
const TILE = 16;

/**
 * The Hebbian part of the output layer's update, averaged over the batch: equation (2) without its rate,
 * `⟨z_j (x_i − Σ_{k≠j} z_k w_ik)⟩`, that is `(XᵀZ − WC)/N` with `C = ZᵀZ` and its diagonal set to 0.
 * @param kernel - W, `[inputs, classes]`
 * @param x - hidden activity, `[batch, inputs]`
 * @param z - class probabilities, `[batch, classes]`
 * @returns `[inputs, classes]`
 */
export function outputHebbian(kernel: tf.Tensor2D, x: tf.Tensor2D, z: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const [samples, classes] = z.shape;
    const offDiagonal = tf.sub(1, tf.eye(classes));
    const competition = tf.mul(tf.matMul(z, z, true, false), offDiagonal) as tf.Tensor2D;
    // ZᵀX and a small transposition: quicker than XᵀZ, in which the large factor is the transposed one. Columns of
    // zeros fill Z up to the width that matrix products are computed in: 10 columns take longer than 16.
    const wide = tf.pad(z, [
      [0, 0],
      [0, -classes & (TILE - 1)],
    ]);
    const correlation = tf.transpose(tf.slice(tf.matMul(wide, x, true, false), 0, [classes, x.shape[1]]));
    return tf.div(tf.sub(correlation, tf.matMul(kernel, competition)), samples) as tf.Tensor2D;
  });
}

import { addMatMul } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';

/**
 * The Hebbian part of the output layer's update, averaged over the batch: equation (2) without its rate,
 * `⟨z_j (x_i − Σ_{k≠j} z_k w_ik)⟩`, that is `(XᵀZ − WC)/N` with `C = ZᵀZ` and its diagonal set to 0.
 * @param kernel - W, `[inputs, classes]`
 * @param x - hidden activity, `[batch, inputs]`
 * @param z - class probabilities, `[batch, classes]`
 * @returns `[inputs, classes]`
 */
export function outputHebbian(kernel: tf.Tensor2D, x: tf.Tensor2D, z: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => outputHebbianOf(kernel, addCorrelation(undefined, z, x), z));
}

/**
 * {@link outputHebbian} from a correlation that has been summed up before.
 * @param correlation - of all samples, from {@link addCorrelation}
 */
export function outputHebbianOf(kernel: tf.Tensor2D, correlation: tf.Tensor2D, z: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const [samples, classes] = z.shape;
    const offDiagonal = tf.sub(1, tf.eye(classes));
    const competition = tf.mul(tf.matMul(z, z, true, false), offDiagonal) as tf.Tensor2D;
    const correlated = tf.transpose(tf.slice(correlation, 0, [classes, correlation.shape[1]]));
    return tf.div(tf.sub(correlated, tf.matMul(kernel, competition)), samples) as tf.Tensor2D;
  });
}

/**
 * `ZᵀX`, the largest part of {@link outputHebbian}: quicker than `XᵀZ`, in which the large factor is the transposed one.
 * @param sum - what other samples have given so far; it is disposed
 * @param z - class probabilities, `[samples, classes]`; it may have further columns of zeros
 * @param x - hidden activity, `[samples, inputs]`
 * @returns `[columns of z, inputs]`
 */
export function addCorrelation(sum: tf.Tensor2D | undefined, z: tf.Tensor2D, x: tf.Tensor2D): tf.Tensor2D {
  if (!sum) return tf.matMul(z, x, true, false);
  const added = addMatMul(sum, z, x, { transposeA: true });
  sum.dispose();
  return added;
}

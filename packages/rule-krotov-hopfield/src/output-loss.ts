import * as tf from '@tensorflow/tfjs-core';

/**
 * Gradient in the logits z of the loss of Krotov and Hopfield's own output layer, the mean over the batch of
 * `Σ_α |c_α − t_α|^m` with `c = tanh(z)`, and t = 1 for the label and −1 for the other classes:
 * `m |c − t|^(m−1) sign(c − t) (1 − c²) / N`, `[batch, classes]`.
 *
 * Their slope β of `tanh(βz)` is that of 1 here: {@link createGradientHead} scales what the layer learns from.
 * @param logits - `[batch, classes]`
 * @param oneHotLabels - `[batch, classes]`
 * @param power - m, at least 1
 */
export function powerLossGradient(
  logits: tf.Tensor2D,
  oneHotLabels: tf.Tensor2D,
  power: number,
): tf.Tensor2D {
  return tf.tidy(() => {
    const output = tf.tanh(logits);
    const error = tf.sub(output, tf.sub(tf.mul(oneHotLabels, 2), 1));
    const slope = tf.mul(tf.sign(error), tf.pow(tf.abs(error), power - 1));
    const derivative = tf.sub(1, tf.square(output));
    return tf.mul(tf.mul(slope, derivative), power / logits.shape[0]) as tf.Tensor2D;
  });
}

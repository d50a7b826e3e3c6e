import * as tf from '@tensorflow/tfjs-core';

/**
 * Mean cross-entropy of a batch, in nats: `E = −(1/N) Σ log softmax(logits)[label]`.
 * @param logits - `[batch, classes]`
 * @param oneHotLabels - `[batch, classes]`
 */
export function crossEntropy(logits: tf.Tensor2D, oneHotLabels: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), oneHotLabels), 1))));
}

/**
 * Gradient of {@link crossEntropy} in the logits: `(softmax(logits) − y) / N`, `[batch, classes]`.
 * @param oneHotLabels - `[batch, classes]`
 */
export function crossEntropyGradient(logits: tf.Tensor2D, oneHotLabels: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => tf.div(tf.sub(tf.softmax(logits), oneHotLabels), logits.shape[0]));
}

/** Labels as rows of 0 and 1, float32 `[batch, classes]`. */
export function oneHot(labels: tf.Tensor1D, classes: number): tf.Tensor2D {
  return tf.tidy(() => tf.cast(tf.oneHot(labels, classes), 'float32') as tf.Tensor2D);
}

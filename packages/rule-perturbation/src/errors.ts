import * as tf from '@tensorflow/tfjs-core';

/**
 * Cross-entropy of each sample, in nats: `E_n = −log softmax(logits_n)[label_n]`.
 * @param logits - `[batch, classes]`
 * @param oneHotLabels - `[batch, classes]`
 * @returns `[batch]`
 */
export function sampleErrors(logits: tf.Tensor2D, oneHotLabels: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), oneHotLabels), 1)));
}

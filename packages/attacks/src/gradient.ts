import type { Model } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from './losses.ts';

/**
 * The gradient of each image's own loss in its pixels, `[batch, inputs]`. Rows of a model do not depend on each other,
 * so the gradient of the sum is all of them at once.
 */
export function inputGradient(model: Model, x: tf.Tensor2D, labels: tf.Tensor1D, loss: Loss): tf.Tensor2D {
  return tf.tidy(
    () => tf.grad((images) => tf.sum(loss(model.logits(images as tf.Tensor2D), labels)))(x) as tf.Tensor2D,
  );
}

/** How many rows of a gradient are zero in every pixel: an attack that follows it stands still there. */
export function zeroRows(gradient: tf.Tensor2D): number {
  return tf.tidy(() => tf.sum(tf.equal(tf.max(tf.abs(gradient), 1), 0)).dataSync()[0]!);
}

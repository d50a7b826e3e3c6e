import * as tf from '@tensorflow/tfjs-core';

/** The images that an attack may use: within ε of the original in every pixel, and within [0, 1]. */
export interface Ball {
  /** Least pixel values, `[batch, inputs]`. */
  readonly low: tf.Tensor2D;
  /** Largest pixel values, `[batch, inputs]`. */
  readonly high: tf.Tensor2D;
}

/** The ℓ∞ ball of radius ε around images, cut to [0, 1]. */
export function ballAround(origin: tf.Tensor2D, epsilon: number): Ball {
  return tf.tidy(() => ({
    low: tf.relu(tf.sub(origin, epsilon)),
    high: tf.minimum(tf.add(origin, epsilon), 1),
  })) as Ball;
}

/** The nearest point of the ball. */
export function project(x: tf.Tensor2D, { low, high }: Ball): tf.Tensor2D {
  return tf.tidy(() => tf.minimum(tf.maximum(x, low), high));
}

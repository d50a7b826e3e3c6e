import * as tf from '@tensorflow/tfjs-core';

/**
 * Effective dimension of samples: the participation ratio of their covariance's eigenvalues, `(Σλ)²/Σλ²`. As many as
 * there are units if all vary alike and apart from each other, 1 if all vary together.
 * @param x - `[samples, units]`
 * @returns 0 if nothing varies
 */
export function participationRatio(x: tf.Tensor2D): number {
  return tf.tidy(() => {
    const deviations = tf.sub<tf.Tensor2D>(x, tf.mean(x, 0));
    const products = tf.matMul(deviations, deviations, false, true);
    const total = tf.sum(tf.square(deviations)).dataSync()[0]!;
    const squares = tf.sum(tf.square(products)).dataSync()[0]!;
    return squares > 0 ? total ** 2 / squares : 0;
  });
}

import * as tf from '@tensorflow/tfjs-core';

/** Divides where a column does not vary. */
const SMALLEST = 1e-30;

/**
 * Excess kurtosis of each column, `E(x − μ)⁴ / σ⁴ − 3`: 0 for a normal distribution, −1.2 for a uniform one, 3 for a
 * Laplace one; large where a unit is mostly silent and seldom strong (Vinje and Gallant 2000).
 * @param x - `[samples, units]`
 * @returns one number a column that varies; those that do not are left out
 */
export function excessKurtosis(x: tf.Tensor2D): number[] {
  return tf.tidy(() => {
    const deviations = tf.sub(x, tf.mean(x, 0));
    // Scaled first: fourth powers of small activity are below the smallest float32.
    const largest = tf.max(tf.abs(deviations), 0);
    const varies = tf.greater(tf.max(x, 0), tf.min(x, 0)).dataSync();
    const squares = tf.square(tf.div(deviations, tf.maximum(largest, SMALLEST)));
    const m2 = tf.mean(squares, 0).dataSync();
    const m4 = tf.mean(tf.square(squares), 0).dataSync();
    return Array.from(m2).flatMap((value, unit) => (varies[unit] ? [m4[unit]! / value ** 2 - 3] : []));
  });
}

import * as tf from '@tensorflow/tfjs-core';

/**
 * Mean absolute Pearson correlation over all pairs of columns, in [0, 1]: 0 for columns that are linearly independent of
 * each other. Columns that never vary have no correlation and are left out.
 * @param x - `[samples, units]`, e.g. the activity of units, or pixels
 * @returns `undefined` if fewer than two columns vary
 */
export function meanAbsoluteCorrelation(x: tf.Tensor2D): number | undefined {
  return tf.tidy(() => {
    const { varying, standardised } = standardise(x);
    if (varying < 2) return undefined;
    const correlations = tf.matMul(standardised, standardised, true, false);
    const all = tf.sum(tf.abs(correlations)).dataSync()[0]!;
    return Math.min(1, Math.max(0, (all - varying) / (varying * (varying - 1))));
  });
}

/** Columns without their mean, of unit length; one that does not vary is all 0. */
function standardise(x: tf.Tensor2D): { readonly varying: number; readonly standardised: tf.Tensor2D } {
  const varies = tf.cast(tf.greater(tf.max(x, 0), tf.min(x, 0)), 'float32');
  const deviations = tf.mul(tf.sub(x, tf.mean(x, 0)), varies);
  const lengths = tf.sqrt(tf.sum(tf.square(deviations), 0));
  // Without this, 0 / 0 where a column does not vary.
  const divisors = tf.add(lengths, tf.sub(1, varies));
  return {
    varying: tf.sum(varies).dataSync()[0]!,
    standardised: tf.div(deviations, divisors),
  };
}

import * as tf from '@tensorflow/tfjs-core';

/** The known kinds of goodness. */
export const GOODNESSES = ['sum', 'mean'] as const;

/** How a layer's goodness adds up its units: their sum, or their mean. */
export type Goodness = (typeof GOODNESSES)[number];

/** Settings of {@link goodnessGradient}. */
export interface GoodnessOptions {
  readonly goodness: Goodness;
  /** θ per unit. */
  readonly threshold: number;
}

/**
 * Goodness of a layer, `g = Σ_j z_j²` or its mean over the units.
 * @param z - `[batch, units]`
 * @returns `[batch]`
 */
export function goodnessOf(z: tf.Tensor2D, goodness: Goodness): tf.Tensor1D {
  return tf.tidy(() => {
    const squares = tf.square(z);
    return (goodness === 'sum' ? tf.sum(squares, 1) : tf.mean(squares, 1)) as tf.Tensor1D;
  });
}

/**
 * Gradient of a layer's own loss in its activity. The loss is the mean over pairs of `−log p⁺ − log (1 − p⁻)`, with
 * the probability `p = σ(g − θ)` that an image is positive: `∂L/∂z = (∂L/∂g) 2z`, divided by the units for the mean,
 * where `∂L/∂g` is `−(1 − p⁺)/N` for a positive image and `p⁻/N` for a negative one.
 * @param z - activity for N positive images, then for N negative ones: `[2N, units]`
 * @returns `[2N, units]`
 */
export function goodnessGradient(z: tf.Tensor2D, { goodness, threshold }: GoodnessOptions): tf.Tensor2D {
  return tf.tidy(() => {
    const [rows, units] = z.shape;
    const pairs = rows / 2;
    const limit = goodness === 'sum' ? threshold * units : threshold;
    const probability = tf.sigmoid(tf.sub(goodnessOf(z, goodness), limit));
    const isPositive = tf.concat([tf.ones([pairs]), tf.zeros([pairs])]);
    const slope = tf.div(tf.sub(probability, isPositive), pairs);
    const factor = goodness === 'sum' ? 2 : 2 / units;
    return tf.mul(z, tf.reshape(tf.mul(slope, factor), [rows, 1])) as tf.Tensor2D;
  });
}

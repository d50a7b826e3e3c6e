import { oneHot } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/** With which sign the units that do not win learn. */
export type Losers = 'hebbian' | 'anti-hebbian';

/** The known values of {@link Losers}. */
export const LOSERS = ['hebbian', 'anti-hebbian'] as const;

/** Settings of {@link compete}. */
export interface CompetitionOptions {
  /** 1/τ: the larger, the more the unit with the largest current takes for itself. */
  readonly inverseTemperature: number;
  readonly losers: Losers;
}

/**
 * The soft winner-take-all that plasticity is driven by: `y_k = exp(u_k/τ) / Σ_l exp(u_l/τ)`. With anti-Hebbian losers,
 * every y_k but that of the unit with the largest current is negated.
 * @param currents - u, `[batch, units]`
 * @returns y, `[batch, units]`
 */
export function compete(
  currents: tf.Tensor2D,
  { inverseTemperature, losers }: CompetitionOptions,
): tf.Tensor2D {
  return tf.tidy(() => {
    const y = tf.softmax(tf.mul(currents, inverseTemperature) as tf.Tensor2D);
    if (losers === 'hebbian') return y;
    const winners = oneHot(tf.argMax(currents, 1) as tf.Tensor1D, currents.shape[1]);
    return tf.mul(y, tf.sub(tf.mul(winners, 2), 1)) as tf.Tensor2D;
  });
}

import type { InitialWeights } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/** The shape of the starting weights' distribution. */
export type Start = 'positive' | 'normal';

/** The known values of {@link Start}. */
export const STARTS = ['positive', 'normal'] as const;

/** What {@link stretchToNorm} stretches: U[0, 1] or N(0, 1), whose magnitudes the constraint takes. */
export function unstretched(start: Start, nonnegative: boolean): InitialWeights {
  if (start === 'positive') return { kind: 'uniform', low: 0, high: 1 };
  return { kind: nonnegative ? 'half-normal' : 'normal', sd: 1 };
}

/** `⟨w²⟩` of {@link unstretched}. */
const MEAN_SQUARE: Readonly<Record<Start, number>> = { positive: 1 / 3, normal: 1 };

/**
 * Scales a kernel drawn from {@link unstretched} so that its units have norm `norm` in expectation: U[0, r√(3/n)] or
 * N(0, r²/n) for n inputs and a norm r.
 * @param kernel - `[units, inputs]`; changed in place
 */
export function stretchToNorm(kernel: tf.Variable<tf.Rank.R2>, start: Start, norm: number): void {
  tf.tidy(() => {
    const factor = norm / Math.sqrt(kernel.shape[1] * MEAN_SQUARE[start]);
    kernel.assign(tf.mul(kernel, factor) as tf.Tensor2D);
  });
}

import { readInPlace, updateInPlace, vectorKernels, type AdamStep } from '@hebbench/engine';
import type * as tf from '@tensorflow/tfjs-core';
import { createZeros } from './initial.ts';

/** Settings of {@link createAdam}. */
export interface AdamOptions {
  /** Decay of the gradient's running mean, in [0, 1). @defaultValue 0.9 */
  readonly beta1?: number;
  /** Decay of the squared gradient's running mean, in [0, 1). @defaultValue 0.999 */
  readonly beta2?: number;
  /** Added to the denominator. @defaultValue 1e-8 */
  readonly epsilon?: number;
  /** Whether values are clipped at 0 after each update. @defaultValue false */
  readonly nonnegative?: boolean;
}

/** Adam for one variable (Kingma and Ba 2015, algorithm 1). */
export interface Adam {
  /** The running means, for the trainer's variables. */
  readonly state: Readonly<Record<'m' | 'v', tf.Variable>>;
  /**
   * One update: `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`, `w ← w − rate · m̂ / (√v̂ + ε)`.
   * @param gradient - same shape as the variable
   * @param rate - step size
   * @param update - updates before this one: 0, 1, …
   */
  step(gradient: tf.Tensor, rate: number, update: number): void;
}

/**
 * Running means below this are 0. Where a unit falls silent they would decay through float32's denormal numbers, which
 * processors compute with a hundred times more slowly.
 */
const SMALLEST = 1e-30;

/** Adam's state and step for `variable`. */
export function createAdam<R extends tf.Rank>(variable: tf.Variable<R>, options: AdamOptions = {}): Adam {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, nonnegative = false } = options;
  const floor = nonnegative ? 0 : -Infinity;
  const m = createZeros<R>(variable.shape);
  const v = createZeros<R>(variable.shape);
  return {
    state: { m, v },
    step(gradient, rate, update) {
      const settings: AdamStep = {
        rate: rate / (1 - beta1 ** (update + 1)),
        correct: 1 / (1 - beta2 ** (update + 1)),
        beta1,
        beta2,
        epsilon,
        floor,
        smallest: SMALLEST,
      };
      const kernels = vectorKernels();
      if (kernels) kernels.adam(variable, m, v, gradient, settings);
      else stepOnHost([variable, m, v], gradient, settings);
    },
  };
}

function stepOnHost(
  variables: readonly tf.Variable[],
  gradient: tf.Tensor,
  { rate, correct, beta1, beta2, epsilon, floor, smallest }: AdamStep,
): void {
  updateInPlace(variables, ([w, mean, square]) =>
    readInPlace([gradient], ([g]) => {
      for (let i = 0; i < w!.length; i++) {
        const gi = g![i]!;
        const mi = beta1 * mean![i]! + (1 - beta1) * gi;
        const vi = beta2 * square![i]! + (1 - beta2) * gi * gi;
        mean![i] = Math.abs(mi) < smallest ? 0 : mi;
        square![i] = vi < smallest ? 0 : vi;
        w![i] = Math.max(floor, w![i]! - (rate * mi) / (Math.sqrt(correct * vi) + epsilon));
      }
    }),
  );
}

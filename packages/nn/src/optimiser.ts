import { readInPlace, updateInPlace, vectorKernels } from '@hebbench/engine';
import { createAdam } from './adam.ts';
import type * as tf from '@tensorflow/tfjs-core';

/** Takes gradient steps on one variable. */
export interface Optimiser {
  /** What a step changes beside the variable, by name. */
  readonly state: Readonly<Record<string, tf.Variable>>;
  /**
   * One update.
   * @param update - updates before this one
   */
  step(gradient: tf.Tensor, rate: number, update: number): void;
}

/** An optimiser for `variable`. With `nonnegative`, values are clipped at 0 after each update. */
export function createOptimiser(
  kind: 'adam' | 'sgd',
  variable: tf.Variable,
  nonnegative: boolean,
): Optimiser {
  return kind === 'adam'
    ? createAdam(variable, { nonnegative })
    : createGradientDescent(variable, nonnegative);
}

/** `w ← w − rate · g` */
function createGradientDescent(variable: tf.Variable, nonnegative: boolean): Optimiser {
  const floor = nonnegative ? 0 : -Infinity;
  return {
    state: {},
    step(gradient, rate) {
      const kernels = vectorKernels();
      if (kernels) {
        kernels.descend(variable, gradient, rate, floor);
        return;
      }
      updateInPlace([variable], ([w]) =>
        readInPlace([gradient], ([g]) => {
          for (let i = 0; i < w!.length; i++) w![i] = Math.max(floor, w![i]! - rate * g![i]!);
        }),
      );
    },
  };
}

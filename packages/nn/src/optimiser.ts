import { readInPlace, updateInPlace, vectorKernels } from '@hebbench/engine';
import { createAdam } from './adam.ts';
import type * as tf from '@tensorflow/tfjs-core';

/** The known optimisers. */
export const OPTIMISERS = ['adam', 'rmsprop', 'sgd'] as const;

/** What takes gradient steps: Adam, RMSprop, or plain gradient descent. */
export type OptimiserName = (typeof OPTIMISERS)[number];

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
export function createOptimiser(name: OptimiserName, variable: tf.Variable, nonnegative: boolean): Optimiser {
  switch (name) {
    case 'adam':
      return createAdam(variable, { nonnegative });
    case 'rmsprop':
      // Adam without momentum (Tieleman and Hinton 2012), and with Adam's correction for the start of the running mean.
      return createAdam(variable, { beta1: 0, beta2: 0.99, nonnegative });
    case 'sgd':
      return createGradientDescent(variable, nonnegative);
  }
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

import { named, type Activation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/** What a layer passes on of its currents. */
export type Passed = 'softmax' | 'relu' | 'triangle';

/** The known values of {@link Passed}. */
export const PASSED = ['softmax', 'relu', 'triangle'] as const;

/** Settings of {@link passedActivation}. */
export interface PassedOptions {
  readonly activation: Passed;
  /** 1/τ of the softmax that is passed on. */
  readonly activationInverseTemperature: number;
  /** Power p of ReLU and triangle. */
  readonly power: number;
}

/**
 * What a layer passes on: `softmax(u/τ)`, `relu(u)^p`, or the triangle `relu(u − ⟨u⟩)^p` with the mean over the units
 * of one sample.
 */
export function passedActivation({
  activation,
  activationInverseTemperature,
  power,
}: PassedOptions): Activation {
  const raised = (z: tf.Tensor2D): tf.Tensor2D => (power === 1 ? z : tf.pow(z, power));
  switch (activation) {
    case 'softmax':
      return named(
        (u: tf.Tensor2D) => tf.tidy(() => tf.softmax(tf.mul(u, activationInverseTemperature) as tf.Tensor2D)),
        'softmax',
        { inverseTemperature: activationInverseTemperature },
      );
    case 'relu':
      return named((u: tf.Tensor2D) => tf.tidy(() => raised(tf.relu(u))), 'power-relu', { power });
    case 'triangle':
      return named(
        (u: tf.Tensor2D) => tf.tidy(() => raised(tf.relu(tf.sub(u, tf.mean(u, 1, true)) as tf.Tensor2D))),
        'triangle',
        { power },
      );
  }
}

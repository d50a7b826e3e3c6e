import { named, type Activation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { valueAt, type PerLayer } from './per-layer.ts';

/** What a layer passes on of its currents. */
export type Passed = 'softmax' | 'relu' | 'triangle';

/** The known values of {@link Passed}. */
export const PASSED = ['softmax', 'relu', 'triangle'] as const;

/** Settings of {@link passedActivation}. */
export interface PassedOptions {
  readonly activation: Passed;
  /** 1/τ of the softmax that is passed on. */
  readonly activationInverseTemperature: number;
  /** Power p of ReLU and triangle, of all layers or of each. */
  readonly power: PerLayer;
}

/** Responses below this pass on less than their power below 1, which has no slope at 0 then that attacks could follow. */
const SMALLEST_RESPONSE = 1e-3;

/**
 * `r^p`; with p below 1, `r / (r + 0.001)^(1−p)`, whose slope is finite where a unit begins to respond.
 * @param r - nonnegative
 */
export function toPower(r: tf.Tensor2D, power: number): tf.Tensor2D {
  if (power === 1) return r;
  if (power > 1) return tf.pow(r, power);
  return tf.tidy(() => tf.div(r, tf.pow(tf.add(r, SMALLEST_RESPONSE), 1 - power)));
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
  const raised = (name: string, response: (u: tf.Tensor2D) => tf.Tensor2D): Activation =>
    Object.assign((u: tf.Tensor2D, layer = 1) => tf.tidy(() => toPower(response(u), valueAt(power, layer))), {
      form: (layer: number) => ({ name, constants: { power: valueAt(power, layer) } }),
    });
  switch (activation) {
    case 'softmax':
      return named(
        (u: tf.Tensor2D) => tf.tidy(() => tf.softmax(tf.mul(u, activationInverseTemperature) as tf.Tensor2D)),
        'softmax',
        { inverseTemperature: activationInverseTemperature },
      );
    case 'relu':
      return raised('power-relu', (u) => tf.relu(u));
    case 'triangle':
      return raised('triangle', (u) => tf.relu(tf.sub(u, tf.mean(u, 1, true)) as tf.Tensor2D));
  }
}

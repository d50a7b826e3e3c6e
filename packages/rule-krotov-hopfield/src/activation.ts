import { named, type Activation, type Preparation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/** `relu(Wv)^n` */
export function powerActivation(power: number): Activation {
  const activation: Activation = (currents) =>
    power === 1 ? tf.relu(currents) : tf.tidy(() => tf.pow(tf.relu(currents), power) as tf.Tensor2D);
  return named(activation, 'power-relu', { power });
}

/** Below this length an input counts as zero. */
const SMALLEST_LENGTH = 1e-12;

/**
 * Each row divided by its Euclidean length: without it the power n overflows or vanishes with the image's brightness.
 * A row of zeros stays zero.
 * @param x - `[batch, inputs]`
 */
export const unitLength: Preparation = named(
  (x: tf.Tensor2D): tf.Tensor2D =>
    tf.tidy(
      () => tf.div(x, tf.sqrt(tf.add(tf.sum(tf.square(x), 1, true), SMALLEST_LENGTH ** 2))) as tf.Tensor2D,
    ),
  'unit-length',
  { smallest: SMALLEST_LENGTH },
);

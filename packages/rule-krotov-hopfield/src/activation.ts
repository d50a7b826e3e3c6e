import { vectorKernels } from '@hebbench/engine';
import { named, type Activation, type Preparation } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/** `relu(Wv)^n`, for n of 1 or more. */
export function powerActivation(power: number): Activation {
  const activation: Activation = (currents) => {
    if (power === 1) return tf.relu(currents);
    const kernels = vectorKernels();
    if (!kernels) return composedPower(currents, power);
    const op = tf.customGrad((x, save) => {
      const input = x as tf.Tensor2D;
      (save as tf.GradSaveFunc)([input]);
      return {
        value: kernels.reluPower(input, power) ?? composedPower(input, power),
        gradFunc: (dz: tf.Tensor, saved: tf.Tensor[]) => {
          const [read, change] = [saved[0] as tf.Tensor2D, dz as tf.Tensor2D];
          return kernels.reluPowerGradient(read, change, power) ?? composedGradient(read, change, power);
        },
      };
    });
    return op(currents) as tf.Tensor2D;
  };
  return named(activation, 'power-relu', { power });
}

/** {@link powerActivation} as tensor operations: for engines without vector kernels, and values that these have no case for. */
export function composedPower(currents: tf.Tensor2D, power: number): tf.Tensor2D {
  return tf.tidy(() => tf.pow(tf.relu(currents), power) as tf.Tensor2D);
}

/** The gradient of {@link composedPower}, in the order of its operations' own. */
function composedGradient(x: tf.Tensor2D, dz: tf.Tensor2D, power: number): tf.Tensor2D {
  return tf.tidy(() => {
    const exponent = tf.scalar(power);
    const slope = tf.mul(exponent, tf.pow(tf.relu(x), tf.sub(exponent, 1)));
    return tf.mul(tf.mul(dz, slope), tf.step(x)) as tf.Tensor2D;
  });
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

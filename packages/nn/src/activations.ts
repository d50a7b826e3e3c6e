import { vectorKernels } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { named, type Form } from './form.ts';

/**
 * What a layer makes of its currents `y = xW`, row by row: `[rows, units]` → `[rows, units]`. Rows are samples, and in a
 * convolution the positions of each sample: a mean or a maximum over the units is one over the channels of a position.
 */
export interface Activation extends Form {
  /** @param layer - number of the hidden layer, from 1, for an activation that is not the same in all of them */
  (currents: tf.Tensor2D, layer?: number): tf.Tensor2D;
}

/**
 * What a hidden layer makes of what its units read, row by row, before its kernel: `[rows, width]` → `[rows, width]`.
 * Rows are samples, and in a convolution the patches of each sample.
 */
export interface Preparation extends Form {
  /** @param layer - number of the layer, from 1, for a preparation that is not the same in all of them */
  (x: tf.Tensor2D, layer?: number): tf.Tensor2D;
}

/** Keeps a quotient finite where a sample excites no unit above the mean. */
const EPSILON = 1e-8;

const fusedNormalisedRelu: Activation = (currents) => {
  const kernels = vectorKernels();
  if (!kernels) return composedNormalisedRelu(currents);
  const op = tf.customGrad((y, save) => {
    const input = y as tf.Tensor2D;
    (save as tf.GradSaveFunc)([input]);
    return {
      value: kernels.normaliseRows(input, EPSILON),
      gradFunc: (dz: tf.Tensor, saved: tf.Tensor[]) =>
        kernels.normaliseRowsGradient(saved[0] as tf.Tensor2D, dz as tf.Tensor2D, EPSILON),
    };
  });
  return op(currents) as tf.Tensor2D;
};

/**
 * Magnitude-preserving z-score, ReLU and rescaling to [0, 1]: equation (6).
 *
 * The paper's `z = relu(β_n (|y| − μ)/σ)`, divided by its maximum, with μ and σ over the units of one sample. β_n and σ
 * are positive and the same for all units of a sample, so the division by the maximum cancels them:
 * `z = relu(|y| − μ) / max(relu(|y| − μ))`.
 */
export const normalisedRelu: Activation = named(fusedNormalisedRelu, 'normalised-relu', { threshold: 0 });

/** {@link normalisedRelu} as tensor operations, for engines without vector kernels. */
export const composedNormalisedRelu: Activation = (currents) =>
  tf.tidy(() => {
    const magnitude = tf.abs(currents);
    const excess = tf.relu(tf.sub(magnitude, tf.mean(magnitude, 1, true)));
    return tf.div(excess, tf.add(tf.max(excess, 1, true), EPSILON)) as tf.Tensor2D;
  });

/**
 * Equation (6) with a threshold other than the mean: `z = relu(|y| − μ − θσ)`, divided by its maximum. Units whose
 * z-score is above θ are active. Below 0, more of them are, and a deep network loses less from layer to layer.
 * @param threshold - θ, in standard deviations over the units of a sample; 0 is {@link normalisedRelu} itself
 */
export function normalisedReluAbove(threshold: number): Activation {
  if (threshold === 0) return normalisedRelu;
  const activation: Activation = (currents) =>
    tf.tidy(() => {
      const magnitude = tf.abs(currents);
      const { mean, variance } = tf.moments(magnitude, 1, true);
      // 0 where all units are alike, with a finite slope there.
      const sd = tf.sub(tf.sqrt(tf.add(variance, EPSILON ** 2)), EPSILON);
      const excess = tf.relu(tf.sub(tf.sub(magnitude, mean), tf.mul(sd, threshold)));
      return tf.div(excess, tf.add(tf.max(excess, 1, true), EPSILON)) as tf.Tensor2D;
    });
  return named(activation, 'normalised-relu', { threshold });
}

/** `max(0, y)` */
export const relu: Activation = named((currents: tf.Tensor2D) => tf.relu(currents), 'power-relu', {
  power: 1,
});

/**
 * The paper's hidden activity: equation (6) with the nonnegativity constraint, plain ReLU without.
 * @param threshold - of {@link normalisedReluAbove}, with the constraint. @defaultValue 0, as in the paper
 */
export function hiddenActivation(nonnegative: boolean, threshold = 0): Activation {
  return nonnegative ? normalisedReluAbove(threshold) : relu;
}

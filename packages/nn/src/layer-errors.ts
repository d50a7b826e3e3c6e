import * as tf from '@tensorflow/tfjs-core';
import { normalisedRelu, type Activation } from './activations.ts';
import type { FeedForward } from './feed-forward.ts';

/** What each layer of a network reads and makes of it. */
export interface ForwardPass {
  /** What each layer reads, the output layer last: `x` and the activity of all hidden layers. */
  readonly inputs: readonly tf.Tensor2D[];
  /** Currents of each hidden layer. */
  readonly currents: readonly tf.Tensor2D[];
  readonly logits: tf.Tensor2D;
}

/**
 * A forward pass that keeps what learning needs.
 * @param x - `[batch, inputs]`
 */
export function forwardPass(model: FeedForward, x: tf.Tensor2D): ForwardPass {
  const inputs = [x];
  const currents: tf.Tensor2D[] = [];
  for (let layer = 1; layer <= model.kernels.length; layer++) {
    const y = model.currents(inputs.at(-1)!, layer);
    currents.push(y);
    inputs.push(model.activation(y, layer));
  }
  return { inputs, currents, logits: model.logitsFromActivity(inputs.at(-1)!) };
}

/**
 * What errors at the layers' currents say about the weights: `inputᵀ · error` of each layer, and the sum of the last
 * one for the output bias.
 * @param inputs - what each layer reads, `[batch, width]`
 * @param errors - of each layer's currents, that of the logits last, `[batch, units]`; divided by the batch's size
 * @returns one for each of `networkWeights`
 */
export function gradientsOfErrors(
  inputs: readonly tf.Tensor2D[],
  errors: readonly tf.Tensor2D[],
): tf.Tensor[] {
  const kernels = errors.map((error, layer): tf.Tensor2D => tf.matMul(inputs[layer]!, error, true, false));
  return [...kernels, tf.sum(errors.at(-1)!, 0)];
}

/** The known readings of a layer's derivative. */
export const LOCAL_DERIVATIVES = ['exact', 'pointwise'] as const;

/**
 * How an error in a layer's activity becomes one in its currents. They differ for equation (6) only, where a unit's
 * activity depends on the whole layer: `exact` follows the layer's mean and maximum too, `pointwise` holds them
 * constant, so that each unit needs its own error alone.
 */
export type LocalDerivative = (typeof LOCAL_DERIVATIVES)[number];

/**
 * The error at a layer's currents y, from the error ε at its activity z = f(y): `δ_i = Σ_j ε_j ∂z_j/∂y_i`, row by row.
 *
 * For ReLU, `δ_i = ε_i [y_i > 0]`. For equation (6), `z = relu(|y| − μ) / M` with the mean μ and the maximum M of the
 * numerator over the layer's n units, and `a_j = [z_j > 0]`:
 * - pointwise: `δ_i = sign(y_i) ε_i a_i / M`
 * - exact: `δ_i = sign(y_i) (ε_i a_i − ⟨ε_j a_j⟩ − ([i = argmax z] − 1/n) Σ_j ε_j z_j) / M`. It takes two sums over
 *   the layer's own units, as (6) itself does with μ and M, and nothing from any other layer.
 * @param currents - `[batch, units]`
 * @param error - `[batch, units]`
 */
export function errorOfCurrents(
  activation: Activation,
  currents: tf.Tensor2D,
  error: tf.Tensor2D,
  derivative: LocalDerivative,
): tf.Tensor2D {
  if (derivative === 'exact' || activation !== normalisedRelu) {
    // The derivative of this layer's activation alone: nothing comes through from other layers.
    const backward = tf.grad((y) => activation(y as tf.Tensor2D));
    return backward(currents, error) as tf.Tensor2D;
  }
  return tf.tidy(() => {
    const magnitude = tf.abs(currents);
    const excess = tf.relu(tf.sub(magnitude, tf.mean(magnitude, 1, true)));
    const slope = tf.divNoNan(tf.mul(tf.sign(currents), tf.step(excess)), tf.max(excess, 1, true));
    return tf.mul(error, slope);
  });
}

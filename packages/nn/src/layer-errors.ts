import * as tf from '@tensorflow/tfjs-core';
import { normalisedRelu, type Activation } from './activations.ts';
import type { FeedForward } from './feed-forward.ts';
import type { HiddenLayer } from './layers/hidden-layer.ts';

/** What each layer of a network reads and makes of it. */
export interface ForwardPass {
  /**
   * What each layer's units read, row by row, the output layer last: the layers' `rows` of `x` and of what each hidden
   * layer passes on.
   */
  readonly inputs: readonly tf.Tensor2D[];
  /** What each layer is given, of which {@link ForwardPass.inputs} are the rows: `[batch, width]`. */
  readonly read: readonly tf.Tensor2D[];
  /** Currents of each hidden layer, row by row. */
  readonly currents: readonly tf.Tensor2D[];
  /** Activity of each hidden layer, row by row, before it is passed on. */
  readonly activity: readonly tf.Tensor2D[];
  readonly logits: tf.Tensor2D;
}

/**
 * A forward pass that keeps what learning needs.
 * @param x - `[batch, inputs]`
 */
export function forwardPass(model: FeedForward, x: tf.Tensor2D): ForwardPass {
  const [read, inputs]: [tf.Tensor2D[], tf.Tensor2D[]] = [[x], []];
  const currents: tf.Tensor2D[] = [];
  const activity: tf.Tensor2D[] = [];
  for (const layer of model.layers) {
    const rows = layer.rows(read.at(-1)!);
    const y = layer.currents(rows);
    const z = layer.activate(y);
    inputs.push(rows);
    currents.push(y);
    activity.push(z);
    read.push(layer.pass(z));
  }
  const passed = read.at(-1)!;
  return { inputs: [...inputs, passed], read, currents, activity, logits: model.logitsFromActivity(passed) };
}

/**
 * The error at what a layer reads, from that at its rows: a pixel has the errors of all patches that it is in.
 * @param x - what the layer reads, `[batch, width]`
 * @param error - `[rows, inputs of a unit]`
 */
export function errorOfRead(layer: HiddenLayer, x: tf.Tensor2D, error: tf.Tensor2D): tf.Tensor2D {
  if (layer.spec.kind === 'dense') return error;
  return tf.grad((value) => layer.rows(value as tf.Tensor2D))(x, error) as tf.Tensor2D;
}

/**
 * The error at a layer's activity, from that at what it passes on: back through pooling.
 * @param activity - `[rows, units]`
 * @param error - `[batch, width]`
 */
export function errorOfActivity(layer: HiddenLayer, activity: tf.Tensor2D, error: tf.Tensor2D): tf.Tensor2D {
  if (layer.spec.kind === 'dense') return error;
  return tf.grad((value) => layer.pass(value as tf.Tensor2D))(activity, error) as tf.Tensor2D;
}

/**
 * What errors at the layers' currents say about the weights: `inputᵀ · error` of each layer, and the sum of the last
 * one for the output bias.
 * @param inputs - what each layer's units read, `[rows, inputs of a unit]`
 * @param errors - of each layer's currents, that of the logits last, `[rows, units]`; divided by the batch's size
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

import type { Architecture, Model, NamedWeight } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from './activations.ts';

/**
 * What a hidden layer makes of what it reads, row by row, before its kernel: `[batch, width]` → `[batch, width]`.
 * @param layer - number of the layer, from 1, for a preparation that is not the same in all of them
 */
export type Preparation = (x: tf.Tensor2D, layer?: number) => tf.Tensor2D;

/** What {@link createFeedForward} puts together. The model owns the variables from then on. */
export interface FeedForwardParts {
  readonly architecture: Architecture;
  /** Kernel of each hidden layer: `[inputs, units]`, or `[units, inputs]` if {@link FeedForwardParts.transposed}. */
  readonly kernels: readonly tf.Variable<tf.Rank.R2>[];
  /**
   * Whether hidden kernels lie unit by unit, for a rule that updates single units.
   * @defaultValue false
   */
  readonly transposed?: boolean;
  /** Applied to each hidden layer's currents. */
  readonly activation: Activation;
  /**
   * The activation before it is rescaled, where it is.
   * @defaultValue the activation
   */
  readonly response?: Activation;
  /**
   * Applied to what each hidden layer reads, before its kernel.
   * @defaultValue nothing
   */
  readonly prepare?: Preparation;
  /** Output kernel, `[units, classes]`. */
  readonly outputKernel: tf.Variable<tf.Rank.R2>;
  /** Output bias, `[classes]`. */
  readonly outputBias: tf.Variable<tf.Rank.R1>;
}

/** A {@link Model} with direct access to its variables, for the rule that trains it. */
export interface FeedForward extends Model, FeedForwardParts {
  /** Currents of hidden layer number `layer` (from 1) for its input `x`: `[batch, units]`. */
  currents(x: tf.Tensor2D, layer: number): tf.Tensor2D;
  /** Class scores from the last hidden layer's activity. */
  logitsFromActivity(activity: tf.Tensor2D): tf.Tensor2D;
}

/** A fully connected network: hidden layers without bias, `z = activation(prepare(x) W)`, and a linear output layer. */
export function createFeedForward(parts: FeedForwardParts): FeedForward {
  const { kernels, transposed = false, activation, outputKernel, outputBias } = parts;
  const prepare = parts.prepare ?? ((x: tf.Tensor2D) => x);

  const currents = (x: tf.Tensor2D, layer: number): tf.Tensor2D =>
    tf.matMul(prepare(x, layer), kernels[layer - 1]!, false, transposed);

  const activity = (x: tf.Tensor2D, layer: number, from = 0): tf.Tensor2D =>
    tf.tidy(() => {
      let z = x;
      for (let next = from + 1; next <= layer; next++) z = activation(currents(z, next), next);
      return z;
    });

  const logitsFromActivity = (z: tf.Tensor2D): tf.Tensor2D =>
    tf.tidy(() => tf.add(tf.matMul(z, outputKernel), outputBias) as tf.Tensor2D);

  const named: readonly NamedWeight[] = [
    ...kernels.map((tensor, i): NamedWeight => ({
      name: `hidden-${i + 1}/kernel`,
      kind: 'kernel',
      layer: 'hidden',
      tensor,
      ...(transposed && { transposed }),
    })),
    { name: 'output/kernel', kind: 'kernel', layer: 'output', tensor: outputKernel },
    { name: 'output/bias', kind: 'bias', layer: 'output', tensor: outputBias },
  ];

  return {
    ...parts,
    currents,
    activity,
    logitsFromActivity,
    logits: (x) => tf.tidy(() => logitsFromActivity(activity(x, kernels.length))),
    hidden: (x) =>
      tf.tidy(() => {
        const layers: tf.Tensor2D[] = [];
        for (let layer = 1; layer <= kernels.length; layer++) {
          layers.push(activity(layers.at(-1) ?? x, layer, layer - 1));
        }
        return layers;
      }),
    weights: () => named,
    dispose: () => tf.dispose([...kernels, outputKernel, outputBias]),
  };
}

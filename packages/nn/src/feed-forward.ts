import { layerShapes, type Architecture, type Model, type NamedWeight } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Activation, Preparation } from './activations.ts';
import { createHiddenLayer, type HiddenLayer } from './layers/hidden-layer.ts';
import { constantWeights, type LayerConstants } from './normalisation/constants.ts';

/** What {@link createFeedForward} puts together. The model owns the variables from then on. */
export interface FeedForwardParts {
  readonly architecture: Architecture;
  /**
   * Kernel of each hidden layer: `[inputs of a unit, units]`, or `[units, inputs of a unit]` if
   * {@link FeedForwardParts.transposed}.
   */
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
  /**
   * Applied to the samples that each hidden layer reads, before a convolution takes its patches: what lies beyond the edges
   * of an image is 0 afterwards. {@link HiddenLayer.rows} includes it.
   * @defaultValue nothing
   */
  readonly prepareSamples?: Preparation;
  /**
   * What each hidden layer measures once, which activation and preparation go by.
   * @defaultValue nothing
   */
  readonly constants?: readonly LayerConstants[];
  /** Output kernel, `[values that the last hidden layer passes on, classes]`. */
  readonly outputKernel: tf.Variable<tf.Rank.R2>;
  /** Output bias, `[classes]`. */
  readonly outputBias: tf.Variable<tf.Rank.R1>;
}

/** A {@link Model} with direct access to its variables, for the rule that trains it. */
export interface FeedForward extends Model, FeedForwardParts {
  /** The hidden layers, from the input upwards. */
  readonly layers: readonly HiddenLayer[];
  /**
   * Currents of hidden layer number `layer` (from 1) for its input `x`, `[batch, width]`: `[batch, units]`, or
   * `[batch · positions, units]` of a convolution.
   */
  currents(x: tf.Tensor2D, layer: number): tf.Tensor2D;
  /** Class scores from what the last hidden layer passes on. */
  logitsFromActivity(activity: tf.Tensor2D): tf.Tensor2D;
}

/** A network of hidden layers without bias, `z = activation(prepare(rows(x)) W)`, and a linear output layer. */
export function createFeedForward(parts: FeedForwardParts): FeedForward {
  const { architecture, kernels, transposed = false, activation, prepare, prepareSamples } = parts;
  const { outputKernel, outputBias } = parts;
  const constants = parts.constants?.map((each, i) => constantWeights(each, i + 1)) ?? [];
  const layers = layerShapes(architecture).map((shape, i) =>
    createHiddenLayer({
      number: i + 1,
      shape,
      kernel: kernels[i]!,
      transposed,
      activation,
      prepare,
      prepareSamples,
      constants: constants[i],
    }),
  );

  const activity = (x: tf.Tensor2D, layer: number, from = 0): tf.Tensor2D =>
    tf.tidy(() => layers.slice(from, layer).reduce((z, each) => each.apply(z), x));

  const logitsFromActivity = (z: tf.Tensor2D): tf.Tensor2D =>
    tf.tidy(() => tf.add(tf.matMul(z, outputKernel), outputBias) as tf.Tensor2D);

  const named: readonly NamedWeight[] = [
    ...layers.flatMap(({ weights }) => weights),
    { name: 'output/kernel', kind: 'kernel', layer: 'output', tensor: outputKernel },
    { name: 'output/bias', kind: 'bias', layer: 'output', tensor: outputBias },
  ];

  return {
    ...parts,
    layers,
    currents: (x, layer) =>
      tf.tidy(() => {
        const { rows, currents } = layers[layer - 1]!;
        return currents(rows(x));
      }),
    activity,
    logitsFromActivity,
    logits: (x) => tf.tidy(() => logitsFromActivity(activity(x, layers.length))),
    hidden: (x) =>
      tf.tidy(() => {
        const passed: tf.Tensor2D[] = [];
        for (const each of layers) passed.push(each.apply(passed.at(-1) ?? x));
        return passed;
      }),
    weights: () => named,
    dispose: () => tf.dispose(named.map(({ tensor }) => tensor)),
  };
}

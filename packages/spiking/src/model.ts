import { windowOf, type Model, type NamedWeight, type Streams } from '@hebbench/core';
import { patches } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { divideByLengths, passOn } from './convert.ts';
import { drivenAnswer } from './drive.ts';
import type { SpikingLayer, SpikingNetwork } from './network.ts';
import type { InputCode } from './runs.ts';
import { simulate, simulateRates, type Simulation } from './simulate.ts';
import { withSurrogate } from './surrogate.ts';

/** Settings of {@link createSpikingModel}. */
export interface SpikingModelOptions {
  /** Steps of each simulation, ≥ 1. */
  readonly steps: number;
  /** @defaultValue 'current' */
  readonly code?: InputCode;
  /** Where random numbers of `poisson` come from. */
  readonly streams: Streams;
}

/** Images that are simulated at a time: their membranes stay in the processor's cache. */
export const IMAGES_AT_ONCE = 100;

/**
 * A spiking network as a model that can be scored and attacked. Its logits are those of the simulation, whose true
 * gradient is 0 wherever there is one. The gradient that it gives is a **surrogate**: that of the layers' rate–current
 * curves, at the currents that the spikes of the simulation make in the mean (after Meng et al. 2022, "Training
 * high-performance low-latency spiking neural networks by differentiation on spike representation").
 *
 * Given the rates of a hidden layer in place of an image, {@link Model.activity} plays them as evenly spaced spikes.
 * @param network - belongs to the model from then on
 */
export function createSpikingModel(network: SpikingNetwork, options: SpikingModelOptions): Model {
  const { architecture, layers, output } = network;
  const { code = 'current', streams, steps } = options;

  const rates = (x: tf.Tensor2D, layer: number, from = 0): tf.Tensor2D =>
    inParts(x, (part) => {
      const values = simulateRates(layers.slice(from, layer), part, {
        steps,
        streams,
        code: from === 0 ? code : 'regular',
      });
      return tf.tensor2d(values, [part.shape[0], values.length / part.shape[0]]);
    });

  const weights: readonly NamedWeight[] = [
    ...layers.map(({ name, kernel }): NamedWeight => ({
      name: `${name}/kernel`,
      kind: 'kernel',
      layer: 'hidden',
      tensor: kernel,
    })),
    { name: 'output/kernel', kind: 'kernel', layer: 'output', tensor: output.kernel },
    { name: 'output/bias', kind: 'bias', layer: 'output', tensor: output.bias },
  ];

  return {
    architecture,
    logits: (x) =>
      inParts(x, (part) => logitsOf(network, part, simulate(network, part, { steps, code, streams }))),
    hidden: (x) => tf.tidy(() => layers.map((_, i) => rates(x, i + 1))),
    activity: (x, layer, from = 0) => (layer === from ? x.clone() : rates(x, layer, from)),
    weights: () => weights,
    dispose: () => network.dispose(),
  };
}

/** Logits of a simulation, with the surrogate's gradient in the images. */
function logitsOf({ layers, output }: SpikingNetwork, x: tf.Tensor2D, found: Simulation): tf.Tensor2D {
  const batch = x.shape[0];
  let z = withSurrogate(tf.tensor2d(found.inputRates, x.shape), x);
  layers.forEach((layer, i) => {
    const spikes = tf.tensor2d(found.rates[i]!, [batch, layer.shape.width]);
    z = withSurrogate(spikes, passOn(layer.shape, rateOf(layer, z)));
  });
  const currents = tf.mul(tf.matMul(z, output.kernel), output.scale);
  return tf.add(currents, output.bias) as tf.Tensor2D;
}

/**
 * Rates of neurons without leak under constant currents: what drives them over the threshold, at most one spike a step.
 * @param z - spikes a step of what the layer reads, `[batch, width]`
 * @returns `[rows, units]`
 */
export function rateOf(
  { shape, kernel, drive, unitLength, neuron }: SpikingLayer,
  z: tf.Tensor2D,
): tf.Tensor2D {
  return tf.tidy(() => {
    const rows = shape.spec.kind === 'conv' ? patches(z, shape.image!, windowOf(shape.spec)) : z;
    const currents: tf.Tensor2D = tf.matMul(rows, kernel);
    const answer = drivenAnswer(drive, unitLength ? divideByLengths(currents, rows) : currents);
    return tf.minimum(tf.div(answer, neuron.threshold), 1) as tf.Tensor2D;
  });
}

/** Applies a function of a batch to parts of it, and puts what comes of it together. */
export function inParts(x: tf.Tensor2D, each: (part: tf.Tensor2D) => tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const rows = x.shape[0];
    if (rows <= IMAGES_AT_ONCE) return each(x);
    const parts = Array.from({ length: Math.ceil(rows / IMAGES_AT_ONCE) }, (_, i) => {
      const start = i * IMAGES_AT_ONCE;
      return tf.tidy(() => each(tf.slice(x, start, Math.min(IMAGES_AT_ONCE, rows - start))));
    });
    return tf.concat(parts);
  });
}

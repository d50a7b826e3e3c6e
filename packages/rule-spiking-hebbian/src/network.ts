import { createStreams, layerShapes, type Streams } from '@hebbench/core';
import {
  createNetwork,
  normalisedReluAbove,
  type FeedForward,
  type HiddenLayer,
  type InitialWeights,
} from '@hebbench/nn';
import { inParts, shareOfLargest, simulateRates, withSurrogate, type SpikingLayer } from '@hebbench/spiking';
import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from '@hebbench/core';
import type { Hyperparameters } from './hyperparameters.ts';

/** A network whose hidden layers spike. */
export interface SpikingFeedForward {
  readonly model: FeedForward;
  /** The hidden layers as spiking ones, on the model's own kernels. */
  readonly spiking: readonly SpikingLayer[];
}

/** Random spikes of scoring are those of what is read alone: a network is its weights, whatever seed it grew from. */
const PLAYBACK: Streams = createStreams(0).child('spiking-hebbian');

/** Membranes begin at half of the threshold: the number of spikes is then the rounded one. */
const START = 0.5;

/**
 * A network that spikes, at its random start. Each hidden layer reads values in [0, 1] as spikes, and passes on how many
 * of the steps each of its neurons spiked in; the next one reads these as spikes again. Layers may so learn one after the
 * other, on activity that is kept as numbers.
 *
 * Currents drive the membranes by equation (6) with the constraint, and by `relu(y)/max relu(y)` without, of the mean
 * current so far: a neuron with the largest drive spikes at every step.
 *
 * Gradients are a surrogate: those of the network that passes on what drives its neurons, in place of their spikes.
 */
export function createSpikingFeedForward(
  architecture: Architecture,
  hyperparameters: Hyperparameters,
  initial: InitialWeights,
  streams: Streams,
): SpikingFeedForward {
  const { activityThreshold = 0, membraneTimeConstant, steps, code } = hyperparameters;
  const { nonnegative } = architecture;
  const twin = createNetwork({
    architecture,
    activation: nonnegative ? normalisedReluAbove(activityThreshold) : shareOfLargest,
    hidden: initial,
    output: initial,
    streams,
  });
  const spiking = layerShapes(architecture).map((shape, i): SpikingLayer => ({
    name: `hidden-${i + 1}`,
    shape,
    kernel: twin.kernels[i]!,
    drive: nonnegative ? { kind: 'normalised', threshold: activityThreshold } : { kind: 'share' },
    unitLength: false,
    neuron: {
      threshold: 1,
      start: START,
      ...(membraneTimeConstant !== undefined && { timeConstant: membraneTimeConstant }),
    },
  }));
  const layers = twin.layers.map((layer, i): HiddenLayer => {
    // What it computes has no words that another program could follow.
    const { form: _, ...rest } = layer;
    const options = { steps, code, streams: PLAYBACK.child(layer.name) };
    return {
      ...rest,
      apply: (x) =>
        inParts(x, (part) => {
          const rates = simulateRates([spiking[i]!], part, options);
          return withSurrogate(tf.tensor2d(rates, [part.shape[0], layer.width]), layer.apply(part));
        }),
    };
  });
  const activity: FeedForward['activity'] = (x, layer, from = 0) =>
    tf.tidy(() => layers.slice(from, layer).reduce((z, each) => each.apply(z), x));
  return {
    spiking,
    model: {
      ...twin,
      layers,
      activity,
      logits: (x) => tf.tidy(() => twin.logitsFromActivity(activity(x, layers.length))),
      hidden: (x) =>
        tf.tidy(() => {
          const passed: tf.Tensor2D[] = [];
          for (const each of layers) passed.push(each.apply(passed.at(-1) ?? x));
          return passed;
        }),
    },
  };
}

import type { Architecture, LayerShape } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Drive } from './drive.ts';
import type { NeuronParameters } from './neuron.ts';

/** A layer of spiking neurons: spikes come in over its synapses, and drive its membranes. */
export interface SpikingLayer {
  /** E.g. `hidden-1`. */
  readonly name: string;
  readonly shape: LayerShape;
  /** `[fan-in, units]` */
  readonly kernel: tf.Tensor2D;
  /** What a layer's synaptic currents do to its membranes. */
  readonly drive: Drive;
  /** Whether currents are divided by the Euclidean length of what a unit reads, the mean of it so far. */
  readonly unitLength: boolean;
  readonly neuron: NeuronParameters;
}

/** The output layer: it integrates, and scores are what it has integrated a step. */
export interface SpikingOutput {
  /** `[values that the last hidden layer passes on, classes]` */
  readonly kernel: tf.Tensor2D;
  /** `[classes]` */
  readonly bias: tf.Tensor1D;
  /** Activity that a spike of the last hidden layer stands for: scores are `scale · ⟨spikes⟩V + bias`. */
  readonly scale: number;
  /** θ of output neurons where the first of them to spike decides, in units of a spike's current. */
  readonly threshold: number;
}

/** A network of spiking layers. */
export interface SpikingNetwork {
  readonly architecture: Architecture;
  /** From the input upwards. */
  readonly layers: readonly SpikingLayer[];
  readonly output: SpikingOutput;
  /** Names of layers that no training image drives: they never spike, and everything above them is its bias. */
  readonly silent: readonly string[];
  /** Frees its tensors. */
  dispose(): void;
}

/** A network that owns its tensors. */
export function createSpikingNetwork(parts: Omit<SpikingNetwork, 'dispose'>): SpikingNetwork {
  const { layers, output } = parts;
  return {
    ...parts,
    dispose: () => tf.dispose([...layers.map(({ kernel }) => kernel), output.kernel, output.bias]),
  };
}

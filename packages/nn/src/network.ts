import { layerShapes, type Architecture, type Streams } from '@hebbench/core';
import type { Activation, Preparation } from './activations.ts';
import { createFeedForward, type FeedForward } from './feed-forward.ts';
import { createKernel, createZeros, type InitialWeights } from './initial.ts';
import type { LayerConstants } from './normalisation/constants.ts';
import type * as tf from '@tensorflow/tfjs-core';

/** How {@link createNetwork} starts a network. */
export interface NetworkStart {
  readonly architecture: Architecture;
  readonly activation: Activation;
  readonly response?: Activation;
  readonly prepare?: Preparation;
  readonly prepareSamples?: Preparation;
  readonly constants?: readonly LayerConstants[];
  /** Whether hidden kernels lie unit by unit, `[units, inputs]`. @defaultValue false */
  readonly transposed?: boolean;
  /** Distribution of the hidden kernels. */
  readonly hidden: InitialWeights;
  /** Distribution of the output kernel. The output bias starts at 0. */
  readonly output: InitialWeights;
  /** Draws from its streams `init/hidden-1`, `init/hidden-2`, … and `init/output`. */
  readonly streams: Streams;
}

/** A network at its random start. Networks with the same seed and shape share their draws, whatever the rule. */
export function createNetwork({
  architecture,
  hidden,
  output,
  streams,
  ...layer
}: NetworkStart): FeedForward {
  const init = streams.child('init');
  const { classes } = architecture;
  const shapes = layerShapes(architecture);
  return createFeedForward({
    architecture,
    ...layer,
    kernels: shapes.map(({ fanIn, units }, i) =>
      createKernel([fanIn, units], hidden, init.stream(`hidden-${i + 1}`), layer.transposed),
    ),
    outputKernel: createKernel([shapes.at(-1)!.width, classes], output, init.stream('output')),
    outputBias: createZeros<tf.Rank.R1>([classes]),
  });
}

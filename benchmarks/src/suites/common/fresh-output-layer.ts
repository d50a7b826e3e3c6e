import type { Streams } from '@hebbench/core';
import {
  createFeedForward,
  createGradientHead,
  createKernel,
  createZeros,
  paperInitialWeights,
  relu,
  type FeedForward,
} from '@hebbench/nn';
import type * as tf from '@tensorflow/tfjs-core';

/** Step size: the rules' own default, and the same for every network. */
const LEARNING_RATE = 0.001;

/** What {@link freshOutputLayer} goes by. */
export interface OutputLayerTask {
  /** Units of the hidden layer that it reads. */
  readonly units: number;
  readonly classes: number;
  readonly nonnegative: boolean;
  /** Samples of an update. */
  readonly batchSize: number;
  /** Updates are counted in epochs where the schedule needs their number. */
  readonly epochs: number;
  /** Draws from its stream `output`. */
  readonly streams: Streams;
}

/** An output layer without a network below it, at its random start: it learns by gradient from activity alone. */
export interface OutputLayer {
  /** Reads activity by {@link FeedForward.logitsFromActivity}. */
  readonly output: FeedForward;
  readonly head: ReturnType<typeof createGradientHead>;
  dispose(): void;
}

/** A further output layer for hidden layers that stay as they are, the same for every rule. */
export function freshOutputLayer(task: OutputLayerTask): OutputLayer {
  const { units, classes, nonnegative, batchSize, epochs, streams } = task;
  const output = createFeedForward({
    architecture: { inputs: units, hidden: [units], classes, nonnegative },
    kernels: [],
    activation: relu,
    outputKernel: createKernel([units, classes], paperInitialWeights(nonnegative), streams.stream('output')),
    outputBias: createZeros<tf.Rank.R1>([classes]),
  });
  const head = createGradientHead(
    output,
    { headBatchSize: batchSize, headLearningRate: LEARNING_RATE, headSchedule: 'cosine' },
    { hiddenEpochs: 0, headEpochs: epochs },
    { streams },
  );
  return {
    output,
    head,
    dispose: () => {
      Object.values(head.variables).forEach((variable) => variable.dispose());
      output.dispose();
    },
  };
}

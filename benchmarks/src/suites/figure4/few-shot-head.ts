import type { Labels, Split, Streams } from '@hebbench/core';
import {
  createFeedForward,
  createGradientHead,
  createKernel,
  createZeros,
  paperInitialWeights,
  relu,
} from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/** Step size of the output layer on few images: the rules' own default, and the same for every network. */
const LEARNING_RATE = 0.001;

/** What {@link trainHead} needs. */
export interface HeadTask {
  /** Activity of the few images, `[images, units]`. */
  readonly activity: tf.Tensor2D;
  readonly labels: Labels;
  readonly classes: number;
  readonly nonnegative: boolean;
  readonly updates: number;
  /** Whether steps are taken for activity of root mean square 1, as everywhere. @defaultValue true */
  readonly scaled?: boolean;
  readonly streams: Streams;
  /** Activity of the test images, `[images, units]`. */
  readonly testActivity: tf.Tensor2D;
  readonly testLabels: Split['labels'];
}

/**
 * Trains an output layer on the activity of a few images, all of them in each update, and tests it.
 * @returns accuracy in percent
 */
export function trainHead(task: HeadTask): number {
  const { activity, classes, nonnegative, updates, scaled = true, streams, testActivity, testLabels } = task;
  const units = activity.shape[1];
  const model = createFeedForward({
    architecture: { inputs: units, hidden: [units], classes, nonnegative },
    kernels: [],
    activation: relu,
    outputKernel: createKernel([units, classes], paperInitialWeights(nonnegative), streams.stream('output')),
    outputBias: createZeros<tf.Rank.R1>([classes]),
  });
  const head = createGradientHead(
    model,
    { headBatchSize: activity.shape[0], headLearningRate: LEARNING_RATE, headSchedule: 'cosine' },
    { hiddenEpochs: 0, headEpochs: updates },
  );
  const labels = tf.tensor1d(Int32Array.from(task.labels), 'int32');
  if (scaled) head.measure(activity);
  else tf.tidy(() => head.variables['head/scale']!.assign(tf.scalar(1)));
  for (let update = 0; update < updates; update++)
    head.step(activity, labels, { update, updates, fraction: update / updates });
  const predicted = tf.tidy(() => tf.argMax(model.logitsFromActivity(testActivity), 1).dataSync());
  tf.dispose([labels, ...Object.values(head.variables)]);
  model.dispose();
  return percentRight(predicted, testLabels);
}

/** Share of right answers, in percent. */
export function percentRight(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  let right = 0;
  for (let n = 0; n < predicted.length; n++) if (predicted[n] === labels[n]) right++;
  return (100 * right) / predicted.length;
}

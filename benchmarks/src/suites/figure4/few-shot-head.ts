import type { Labels, Split, Streams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { freshOutputLayer } from '../common/fresh-output-layer.ts';
import { percentRight } from '../common/percent-right.ts';

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
  const layer = freshOutputLayer({
    units,
    classes,
    nonnegative,
    batchSize: activity.shape[0],
    epochs: updates,
    streams,
  });
  const { output, head } = layer;
  const labels = tf.tensor1d(Int32Array.from(task.labels), 'int32');
  if (scaled) head.measure(activity);
  else tf.tidy(() => head.variables['head/scale']!.assign(tf.scalar(1)));
  for (let update = 0; update < updates; update++)
    head.step(activity, labels, { update, updates, fraction: update / updates });
  const predicted = tf.tidy(() => tf.argMax(output.logitsFromActivity(testActivity), 1).dataSync());
  labels.dispose();
  layer.dispose();
  return percentRight(predicted, testLabels);
}

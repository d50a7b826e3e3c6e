import type { Dataset, Model, Split, Streams } from '@hebbench/core';
import { rangeToTensor } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { freshOutputLayer } from '../common/fresh-output-layer.ts';
import { percentRight } from '../common/percent-right.ts';

const BATCH = 100;

/** What {@link probe} needs beside the network. */
export interface ProbeOptions {
  readonly classes: Dataset['classes'];
  /** Images that the output layer learns from. */
  readonly split: Split;
  readonly images: number;
  readonly updates: number;
  /** Images that it is tested on, by name, and how many of each. */
  readonly tests: Readonly<Record<string, Split>>;
  readonly testImages: number;
  readonly streams: Streams;
}

/**
 * What hidden layers that are still in training are worth: a further output layer learns from their activity by
 * gradient, the same for every rule. The network itself stays as it is.
 * @returns accuracy in percent on each of the tests
 */
export function probe(model: Model, options: ProbeOptions): Record<string, number> {
  const { classes, split, updates, tests, testImages, streams } = options;
  const { nonnegative, hidden } = model.architecture;
  const units = hidden.at(-1)!;
  const images = Math.min(options.images, split.count);
  const size = Math.min(BATCH, images);
  const layer = freshOutputLayer({ units, classes, nonnegative, batchSize: size, epochs: 1, streams });
  const { output, head } = layer;
  const activity = activityOf(model, split, images);
  const labels = tf.tensor1d(Int32Array.from(split.labels.subarray(0, images)), 'int32');
  try {
    head.measure(activity);
    const batches = Math.floor(images / size);
    for (let update = 0; update < updates; update++) {
      tf.tidy(() => {
        const from = (update % batches) * size;
        head.step(tf.slice(activity, [from, 0], [size, units]), tf.slice(labels, from, size), {
          update,
          updates,
          fraction: update / updates,
        });
      });
    }
    return Object.fromEntries(
      Object.entries(tests).map(([name, test]) => {
        const count = Math.min(testImages, test.count);
        const predicted = tf.tidy(() =>
          tf.argMax(output.logitsFromActivity(activityOf(model, test, count)), 1).dataSync(),
        );
        return [name, percentRight(predicted, test.labels.subarray(0, count))];
      }),
    );
  } finally {
    tf.dispose([activity, labels]);
    layer.dispose();
  }
}

const ROWS_AT_ONCE = 1000;

/** Activity of the last hidden layer for the first images. */
function activityOf(model: Model, { pixels, count }: Split, images: number): tf.Tensor2D {
  const inputs = pixels.length / count;
  return tf.tidy(() => {
    const parts: tf.Tensor2D[] = [];
    for (let start = 0; start < images; start += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, images - start);
      parts.push(
        tf.tidy(() =>
          model.activity(
            rangeToTensor(pixels, start, rows, inputs, 1 / 255),
            model.architecture.hidden.length,
          ),
        ),
      );
    }
    return tf.concat(parts, 0);
  });
}

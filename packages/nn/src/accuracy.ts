import { createLabels, type Labels, type Model, type Split } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { pixelRows } from './training/activity-cache.ts';

/** Settings of {@link predictions} and {@link accuracy}. */
export interface PredictionOptions {
  /** Images at once. @defaultValue 1000 */
  readonly batchSize?: number;
  /** Only the first this many images. @defaultValue all */
  readonly limit?: number;
}

/** The class with the highest score for each image of a split. */
export function predictions(model: Model, split: Split, options: PredictionOptions = {}): Labels {
  const { batchSize = 1000, limit = split.count } = options;
  const count = Math.min(limit, split.count);
  const { range } = pixelRows(split);
  const classes = createLabels(count, model.architecture.classes);
  for (let start = 0; start < count; start += batchSize) {
    const best = tf.tidy(() => {
      const x = range(start, Math.min(batchSize, count - start));
      return tf.argMax(model.logits(x), 1);
    });
    classes.set(best.dataSync(), start);
    best.dispose();
  }
  return classes;
}

/**
 * Share of images whose highest score is at their label, in percent.
 * @returns NaN for an empty split
 */
export function accuracy(model: Model, split: Split, options: PredictionOptions = {}): number {
  const predicted = predictions(model, split, options);
  let right = 0;
  for (let i = 0; i < predicted.length; i++) if (predicted[i] === split.labels[i]) right++;
  return (100 * right) / predicted.length;
}

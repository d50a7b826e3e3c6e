import { createLabels, type Labels, type Model, type Split } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { pixelRows, type SampleRows } from './training/activity-cache.ts';

/** Settings of {@link predictions} and {@link accuracy}. */
export interface PredictionOptions {
  /** Images at once. @defaultValue 1000 */
  readonly batchSize?: number;
  /** Only the first this many images. @defaultValue all */
  readonly limit?: number;
}

/** The class with the highest score for each image of a split. */
export function predictions(model: Model, split: Split, options: PredictionOptions = {}): Labels {
  const { batchSize, limit = split.count } = options;
  return predictFrom(pixelRows(split), (x) => model.logits(x), {
    count: Math.min(limit, split.count),
    classes: model.architecture.classes,
    ...(batchSize !== undefined && { batchSize }),
  });
}

/**
 * The class with the highest score for each row.
 * @param scores - `[batch, width]` → `[batch, classes]`
 * @returns of the first `count` rows
 */
export function predictFrom(
  { range }: Pick<SampleRows, 'range'>,
  scores: (x: tf.Tensor2D) => tf.Tensor2D,
  {
    count,
    classes,
    batchSize = 1000,
  }: { readonly count: number; readonly classes: number; readonly batchSize?: number },
): Labels {
  const predicted = createLabels(count, classes);
  for (let start = 0; start < count; start += batchSize) {
    const best = tf.tidy(() => tf.argMax(scores(range(start, Math.min(batchSize, count - start))), 1));
    predicted.set(best.dataSync(), start);
    best.dispose();
  }
  return predicted;
}

/**
 * Share of images whose highest score is at their label, in percent.
 * @returns NaN for an empty split
 */
export function accuracy(model: Model, split: Split, options: PredictionOptions = {}): number {
  return shareRight(predictions(model, split, options), split.labels);
}

/** Share of predictions that are the label, in percent; NaN of none. */
export function shareRight(predicted: Labels, labels: Labels): number {
  let right = 0;
  for (let i = 0; i < predicted.length; i++) if (predicted[i] === labels[i]) right++;
  return (100 * right) / predicted.length;
}

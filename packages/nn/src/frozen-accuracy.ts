import type { Model, Split } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { accuracy, predictFrom, shareRight } from './accuracy.ts';
import { ActivityCache, pixelRows } from './training/activity-cache.ts';

/** Images on which the two ways to the scores are held against each other. */
const COMPARED = 20;

/**
 * {@link accuracy} of a network whose hidden layers stay as they are while its output layer learns, again and again on
 * the same images: what the last hidden layer passes on is computed once and kept. A model that has no scores for it, or
 * other ones than for the images themselves, is asked for the images each time.
 * @param limit - only the first this many images. @defaultValue all
 * @returns to be called for the accuracy as it is then, in percent
 */
export function frozenAccuracy(
  model: Model,
  split: Split,
  { limit = split.count }: { readonly limit?: number } = {},
): () => number {
  const count = Math.min(limit, split.count);
  const inputs = split.pixels.length / Math.max(1, split.count);
  const labels = split.labels.subarray(0, count);
  const images: Split = { count, pixels: split.pixels.subarray(0, count * inputs), labels };
  const { logitsFromActivity } = model;
  if (!logitsFromActivity || !agree(model, logitsFromActivity, images)) return () => accuracy(model, images);
  const { hidden, classes } = model.architecture;
  const activity = new ActivityCache(model, images).rows(hidden.length);
  return () => shareRight(predictFrom(activity, logitsFromActivity, { count, classes }), labels);
}

/** Whether some images have the same scores in both ways, to the bit. */
function agree(model: Model, fromActivity: (z: tf.Tensor2D) => tf.Tensor2D, images: Split): boolean {
  const layers = model.architecture.hidden.length;
  return tf.tidy(() => {
    const x = pixelRows(images).range(0, Math.min(COMPARED, images.count));
    const direct = model.logits(x).dataSync();
    return fromActivity(model.activity(x, layers))
      .dataSync()
      .every((score, i) => score === direct[i]);
  });
}

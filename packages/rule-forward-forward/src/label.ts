import type { Architecture } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** The known values of {@link LabelPlace}. */
export const LABEL_PLACES = ['overlay', 'beside'] as const;

/** Where a label goes: over the first pixels of the image, as Hinton does it, or beside the image. */
export type LabelPlace = (typeof LABEL_PLACES)[number];

/** Number of values that the first layer reads. The label's come first. */
export function labelledWidth({ inputs, classes }: Architecture, place: LabelPlace): number {
  return place === 'overlay' ? inputs : classes + inputs;
}

/**
 * Images with labels embedded: the first `classes` values are the label.
 * @param x - `[batch, inputs]`
 * @param labels - `[batch, classes]`
 */
export function embedLabels(x: tf.Tensor2D, labels: tf.Tensor2D, place: LabelPlace): tf.Tensor2D {
  return tf.tidy(() => {
    const image = place === 'overlay' ? tf.slice(x, [0, labels.shape[1]]) : x;
    return tf.concat([labels, image], 1);
  });
}

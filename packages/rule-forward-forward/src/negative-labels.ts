import type { Labels, RandomStream } from '@hebbench/core';

/** The known values of {@link NegativeLabels}. */
export const NEGATIVE_LABELS = ['uniform', 'hard'] as const;

/** How wrong labels are chosen: all equally likely, or those that the network finds likely. */
export type NegativeLabels = (typeof NEGATIVE_LABELS)[number];

/**
 * A wrong label for each sample, all wrong ones equally likely.
 * @param labels - the right ones
 */
export function uniformWrongLabels(labels: Labels, classes: number, stream: RandomStream): Int32Array {
  return Int32Array.from(labels, (label) => (label + 1 + stream.integer(classes - 1)) % classes);
}

/**
 * A wrong label for each sample, in proportion to the softmax of the network's scores without the right one.
 * @param labels - the right ones
 * @param logits - `samples × classes` values
 */
export function hardWrongLabels(
  labels: Labels,
  logits: ArrayLike<number>,
  classes: number,
  stream: RandomStream,
): Int32Array {
  return Int32Array.from(labels, (label, n) => {
    const scores = Array.from({ length: classes }, (_, k) =>
      k === label ? -Infinity : logits[n * classes + k]!,
    );
    const largest = Math.max(...scores);
    const weights = scores.map((score) => Math.exp(score - largest));
    let left = stream.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    // Rounding may leave a rest after the last weight; the likeliest label takes it.
    const chosen = weights.findIndex((weight) => (left -= weight) < 0);
    return chosen < 0 || chosen === label ? scores.indexOf(largest) : chosen;
  });
}

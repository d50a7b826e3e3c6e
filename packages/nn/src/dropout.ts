import type { RandomStream } from '@hebbench/core';
import { readInPlace } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Dropout (Srivastava et al. 2014), scaled while training: each value is dropped with the probability `p`, or else divided by
 * `1 − p`, so that its expectation stays, and the network in use is the whole one. What is left of a dropped unit is its mean:
 * `h̃ = μ + m (h − μ)/(1 − p)`, with `m` 0 or 1.
 * @param activity - h, `[batch, units]`
 * @param probability - p, in [0, 1)
 * @param stream - one number is drawn for each value, row by row
 * @param means - μ, `[units]`. @defaultValue 0
 * @returns `[batch, units]`
 */
export function dropout(
  activity: tf.Tensor2D,
  probability: number,
  stream: RandomStream,
  means?: tf.Tensor1D,
): tf.Tensor2D {
  const kept = 1 - probability;
  const [, units] = activity.shape;
  const left = new Float32Array(activity.size);
  readInPlace(means ? [activity, means] : [activity], ([h, mu]) => {
    // No callback: millions of values an update.
    for (let row = 0; row < left.length; row += units) {
      for (let unit = 0; unit < units; unit++) {
        const mean = mu?.[unit] ?? 0;
        left[row + unit] = stream.uniform() < kept ? mean + (h![row + unit]! - mean) / kept : mean;
      }
    }
  });
  return tf.tensor2d(left, activity.shape);
}

import type { Batch, Split } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { labelsAt } from '../subset.ts';
import type { SampleRows } from './activity-cache.ts';

/**
 * A batch whose inputs are copied together when a step asks for them: whole, or part by part.
 * @param indices - which samples, in the order of the batch
 */
export function createBatch(
  { gather }: SampleRows,
  split: Split,
  indices: Uint32Array,
): Batch & { readonly dispose: () => void } {
  const labelsOnHost = labelsAt(split.labels, indices);
  const labels = tf.tensor1d(Int32Array.from(labelsOnHost), 'int32');
  let whole: tf.Tensor2D | undefined;
  return {
    get x() {
      // Kept: a step may ask first within a tidy, and once more after it.
      whole ??= tf.keep(gather(indices));
      return whole;
    },
    *parts(samples) {
      if (!Number.isInteger(samples) || samples < 1) {
        throw new RangeError(
          `Rows of a part of a batch: a whole number from 1 on was expected, got ${samples}`,
        );
      }
      for (let start = 0; start < indices.length; start += samples) {
        const x = gather(indices.subarray(start, start + samples));
        try {
          yield x;
        } finally {
          x.dispose();
        }
      }
    },
    labels,
    labelsOnHost,
    size: indices.length,
    dispose() {
      labels.dispose();
      whole?.dispose();
    },
  };
}

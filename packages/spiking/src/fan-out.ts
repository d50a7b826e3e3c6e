import { windowOf, type LayerShape } from '@hebbench/core';
import { sumPatches } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { tidied } from './tidied.ts';

/** Synapses that leave each of the values that a layer reads. */
export interface FanOut {
  /** Those whose weight is not 0, `[width]`. */
  readonly present: Float32Array;
  /** All of them, `[width]`. */
  readonly all: Float32Array;
}

/**
 * Counts the synapses of a layer. A convolution's weight is a synapse at each of its positions, but for those of pixels
 * beyond the edges.
 * @param kernel - `[fan-in, units]`
 */
export function fanOutOf(
  shape: Pick<LayerShape, 'spec' | 'image' | 'positions'>,
  kernel: tf.Tensor2D,
): FanOut {
  return tidied(() => {
    const present = tf.sum<tf.Tensor1D>(tf.cast(tf.notEqual(kernel, 0), 'float32'), 1);
    const all = tf.fill(present.shape, kernel.shape[1]);
    const spread = (count: tf.Tensor1D): Float32Array => {
      const { spec, image, positions } = shape;
      if (spec.kind !== 'conv') return count.dataSync<'float32'>().slice();
      const patches = tf.tile(tf.reshape(count, [1, -1]), [positions, 1]) as tf.Tensor2D;
      return sumPatches(patches, image!, windowOf(spec)).dataSync<'float32'>().slice();
    };
    return { present: spread(present), all: spread(all as tf.Tensor1D) };
  });
}

/** Sum over all values. */
export function sumOf(counts: Float32Array): number {
  return counts.reduce((sum, each) => sum + each, 0);
}

import * as tf from '@tensorflow/tfjs-core';
import { allocate, heapBackend, heapView } from './heap.ts';

/**
 * Gathers rows of a host array into a tensor, in one pass.
 * @param source - row after row of `width` values
 * @param indices - which rows, in the order of the result
 * @param scale - what each value is multiplied by, e.g. 1/255 for pixels. @defaultValue 1
 * @returns `[indices.length, width]`
 */
export function rowsToTensor(
  source: Uint8Array | Float32Array,
  indices: Uint32Array,
  width: number,
  scale = 1,
): tf.Tensor2D {
  return filledTensor(indices.length, width, (out) => {
    for (let row = 0; row < indices.length; row++) {
      const from = indices[row]! * width;
      copyScaled(source.subarray(from, from + width), out, row * width, scale);
    }
  });
}

/**
 * `count` rows of a host array from row `start` on, as {@link rowsToTensor}.
 * @returns `[count, width]`
 */
export function rangeToTensor(
  source: Uint8Array | Float32Array,
  start: number,
  count: number,
  width: number,
  scale = 1,
): tf.Tensor2D {
  return filledTensor(count, width, (out) =>
    copyScaled(source.subarray(start * width, (start + count) * width), out, 0, scale),
  );
}

function filledTensor(rows: number, width: number, fill: (out: Float32Array) => void): tf.Tensor2D {
  const heap = heapBackend();
  if (heap) {
    const tensor = allocate<tf.Tensor2D>(heap, [rows, width]);
    fill(heapView(heap, tensor));
    return tensor;
  }
  const values = new Float32Array(rows * width);
  fill(values);
  return tf.tensor2d(values, [rows, width]);
}

function copyScaled(from: Uint8Array | Float32Array, out: Float32Array, at: number, scale: number): void {
  if (scale === 1) {
    out.set(from, at);
    return;
  }
  for (let i = 0; i < from.length; i++) out[at + i] = from[i]! * scale;
}

import * as tf from '@tensorflow/tfjs-core';
import { allocate, heapBackend, heapView, type HeapBackend } from './heap.ts';
import { kernelsOn } from './simd/instance.ts';

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
  return filledTensor(source, indices.length, width, scale, (out) => {
    for (let row = 0; row < indices.length; row++) {
      const from = indices[row]! * width;
      out.set(source.subarray(from, from + width), row * width);
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
  return filledTensor(source, count, width, scale, (out) =>
    out.set(source.subarray(start * width, (start + count) * width)),
  );
}

type Fill = (out: Uint8Array | Float32Array) => void;

function filledTensor(
  source: Uint8Array | Float32Array,
  rows: number,
  width: number,
  scale: number,
  fill: Fill,
): tf.Tensor2D {
  const heap = heapBackend();
  if (heap) {
    const tensor = allocate<tf.Tensor2D>(heap, [rows, width]);
    fillOnHeap(heap, tensor, source instanceof Uint8Array, scale, fill);
    return tensor;
  }
  const values = new Float32Array(rows * width);
  fill(values);
  if (scale !== 1) for (let i = 0; i < values.length; i++) values[i]! *= scale;
  return tf.tensor2d(values, [rows, width]);
}

function fillOnHeap(heap: HeapBackend, tensor: tf.Tensor2D, bytes: boolean, scale: number, fill: Fill): void {
  const view = heapView(heap, tensor);
  if (bytes) {
    // Bytes are copied as they are, to the end of the floats' place, and turned into floats there.
    const { size } = tensor;
    fill(new Uint8Array(view.buffer, view.byteOffset + 3 * size, size));
    kernelsOn(heap).expandBytes(view.byteOffset, size, scale);
    return;
  }
  fill(view);
  if (scale !== 1) for (let i = 0; i < view.length; i++) view[i]! *= scale;
}

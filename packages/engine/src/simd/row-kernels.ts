import * as tf from '@tensorflow/tfjs-core';
import { allocate, heapAddress, type HeapBackend } from '../heap.ts';
import { unshare } from '../in-place.ts';
import type { KernelExports } from './instance.ts';
import type { VectorKernels } from './vector-kernels.ts';

/** Bytes of an entry of `rankRow`: a value and its column. */
const ENTRY = 8;
const FLOAT = 4;

/** The kernels that work on single rows of a matrix. */
export function rowKernels(
  heap: HeapBackend,
  kernels: KernelExports,
): Pick<VectorKernels, 'rankRows' | 'addRows' | 'stepRows'> {
  return {
    rankRows(x, rank) {
      const [rows, columns] = x.shape;
      const ranked = new Int32Array(2 * rows);
      const best = allocate(heap, [2 * rank]);
      const [start, from] = [heapAddress(heap, best), heapAddress(heap, x)];
      const entries = new Int32Array(heap.wasm.HEAPU8.buffer, start, 2 * rank);
      for (let row = 0; row < rows; row++) {
        kernels.rankRow(from + row * columns * FLOAT, columns, rank, start);
        ranked[2 * row] = entries[1]!;
        ranked[2 * row + 1] = entries[(rank - 1) * (ENTRY / FLOAT) + 1]!;
      }
      best.dispose();
      return ranked;
    },
    addRows(y, x, { to, from, factors }) {
      const [target, source] = [rowsOf(heap, y), rowsOf(heap, x)];
      let largest = 0;
      for (let i = 0; i < to.length; i++) {
        const magnitude = kernels.addRow(target(to[i]!), source(from[i]!), y.shape[1], factors[i]!);
        if (magnitude > largest) largest = magnitude;
      }
      return largest;
    },
    stepRows({ w, p, d, to, rate, floor, exponent }) {
      for (const variable of [w, p]) unshare(heap, variable);
      const [weights, powers, changes] = [rowsOf(heap, w), rowsOf(heap, p), rowsOf(heap, d)];
      for (let i = 0; i < to.length; i++) {
        const row = to[i]!;
        kernels.stepRow(weights(row), powers(row), changes(i), w.shape[1], rate, floor, exponent);
      }
    },
  };
}

/** Addresses of a matrix's rows; a row that it does not have would be somebody else's memory. */
function rowsOf(heap: HeapBackend, matrix: tf.Tensor2D | tf.Variable<tf.Rank.R2>): (row: number) => number {
  const [rows, columns] = matrix.shape;
  const start = heapAddress(heap, matrix);
  return (row) => {
    if (!(row >= 0 && row < rows)) throw new RangeError(`Row ${row} of a matrix of ${rows} rows`);
    return start + row * columns * FLOAT;
  };
}

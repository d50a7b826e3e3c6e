import * as tf from '@tensorflow/tfjs-core';
import { allocate, heapAddress, type HeapBackend } from '../heap.ts';
import { unshare } from '../in-place.ts';
import type { KernelExports } from './instance.ts';
import type { RowChanges, VectorKernels } from './vector-kernels.ts';

const FLOAT = 4;

/** The kernels that work on single rows of a matrix. */
export function rowKernels(
  heap: HeapBackend,
  kernels: KernelExports,
): Pick<VectorKernels, 'rankRows' | 'changeRows' | 'stepRows'> {
  return {
    rankRows(x, rank) {
      const [rows, columns] = x.shape;
      const best = allocate(heap, [2 * rank]);
      const ranked = allocate(heap, [2 * rows]);
      const [entries, to] = [heapAddress(heap, best), heapAddress(heap, ranked)];
      kernels.rankRows(heapAddress(heap, x), rows, columns, rank, entries, to);
      const found = new Int32Array(heap.wasm.HEAPU8.buffer, to, 2 * rows).slice();
      best.dispose();
      ranked.dispose();
      return found;
    },
    changeRows(settings) {
      const { x, w, units, starts, terms, factor, decay } = settings;
      checkChanges(settings);
      const [rows, columns] = w.shape;
      // As many rows as there can be: memory of one size is taken and given back, call after call.
      const changes = allocate<tf.Tensor2D>(heap, [Math.min(rows, terms.length), columns]);
      const lists = allocate(heap, [2 * decay.length + units.length + starts.length + terms.length]);
      const decayAt = heapAddress(heap, lists);
      const unitsAt = decayAt + decay.byteLength;
      const startsAt = unitsAt + units.byteLength;
      const termsAt = startsAt + starts.byteLength;
      const { buffer } = heap.wasm.HEAPU8;
      new Float64Array(buffer, decayAt, decay.length).set(decay);
      new Int32Array(buffer, unitsAt, units.length).set(units);
      new Int32Array(buffer, startsAt, starts.length).set(starts);
      new Int32Array(buffer, termsAt, terms.length).set(terms);
      const largest = kernels.changeRows(
        heapAddress(heap, changes),
        heapAddress(heap, x),
        heapAddress(heap, w),
        units.length,
        columns,
        decayAt,
        unitsAt,
        startsAt,
        termsAt,
        factor,
      );
      lists.dispose();
      return { changes, largest };
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

/** What lies beside a matrix or a list would be somebody else's memory. */
function checkChanges({ x, w, units, starts, terms, decay }: RowChanges): void {
  tf.util.assert(x.shape[1] === w.shape[1], () => `Rows of ${x.shape[1]} and of ${w.shape[1]} values`);
  if (units.length > Math.min(w.shape[0], terms.length) || units.length > decay.length)
    throw new RangeError(`${units.length} rows that change, of ${terms.length} terms`);
  for (let i = 0; i < units.length; i++) {
    checkRow(units[i]!, w.shape[0]);
    if (!(starts[i]! >= 0 && starts[i]! <= starts[i + 1]! && starts[i + 1]! <= terms.length))
      throw new RangeError(`Terms ${starts[i]} … ${starts[i + 1]} of ${terms.length}`);
  }
  for (let i = 0; i < terms.length; i++) checkRow(terms[i]! < 0 ? ~terms[i]! : terms[i]!, x.shape[0]);
}

function checkRow(row: number, rows: number): void {
  if (!(row >= 0 && row < rows)) throw new RangeError(`Row ${row} of a matrix of ${rows} rows`);
}

/** Addresses of a matrix's rows; a row that it does not have would be somebody else's memory. */
function rowsOf(heap: HeapBackend, matrix: tf.Tensor2D | tf.Variable<tf.Rank.R2>): (row: number) => number {
  const [rows, columns] = matrix.shape;
  const start = heapAddress(heap, matrix);
  return (row) => {
    checkRow(row, rows);
    return start + row * columns * FLOAT;
  };
}

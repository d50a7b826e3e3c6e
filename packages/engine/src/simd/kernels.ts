import * as tf from '@tensorflow/tfjs-core';
import { allocate, heapAddress, heapBackend, type HeapBackend } from '../heap.ts';
import { unshare } from '../in-place.ts';
import { imageKernels } from './image-kernels.ts';
import { kernelsOn } from './instance.ts';
import { powerKernels } from './power-kernels.ts';
import { rowKernels } from './row-kernels.ts';
import { ROW_GAINS, type VectorKernels } from './vector-kernels.ts';

/** The kernels, if the open engine's tensors lie on a wasm heap; every caller has another way as well. */
export function vectorKernels(): VectorKernels | undefined {
  const heap = heapBackend();
  return heap && onHeap(heap);
}

const made = new WeakMap<HeapBackend, VectorKernels>();

function onHeap(heap: HeapBackend): VectorKernels {
  const known = made.get(heap);
  if (known) return known;
  const kernels = kernelsOn(heap);
  const at = (tensor: tf.TensorInfo): number => heapAddress(heap, tensor);
  const own = (variable: tf.Variable): number => {
    unshare(heap, variable);
    return at(variable);
  };
  const vector: VectorKernels = {
    adam(w, m, v, g, { rate, correct, beta1, beta2, epsilon, floor, smallest }) {
      sameSize(w, m, v, g);
      for (const variable of [w, m, v]) unshare(heap, variable);
      kernels.adam(
        at(w),
        at(m),
        at(v),
        at(g),
        w.size,
        rate,
        correct,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        epsilon,
        floor,
        smallest,
      );
    },
    descend(w, g, rate, floor) {
      sameSize(w, g);
      kernels.descend(own(w), at(g), w.size, rate, floor);
    },
    clipAtZero: (w) => kernels.clipAtZero(own(w), w.size),
    normaliseRows(y, epsilon) {
      const z = allocate<tf.Tensor2D>(heap, y.shape);
      kernels.normaliseRows(at(y), at(z), ...y.shape, epsilon);
      return z;
    },
    normaliseRowsGradient(y, dz, epsilon) {
      sameSize(y, dz);
      const dy = allocate<tf.Tensor2D>(heap, y.shape);
      kernels.normaliseRowsGradient(at(y), at(dz), at(dy), ...y.shape, epsilon);
      return dy;
    },
    standardiseRows(x, gain, epsilon) {
      const y = allocate<tf.Tensor2D>(heap, x.shape);
      kernels.standardiseRows(at(x), at(y), ...x.shape, ROW_GAINS.indexOf(gain), epsilon);
      return y;
    },
    standardiseRowsGradient(x, dy, gain, epsilon) {
      sameSize(x, dy);
      const dx = allocate<tf.Tensor2D>(heap, x.shape);
      kernels.standardiseRowsGradient(at(x), at(dy), at(dx), ...x.shape, ROW_GAINS.indexOf(gain), epsilon);
      return dx;
    },
    rescaleRows(y, epsilon) {
      const z = allocate<tf.Tensor2D>(heap, y.shape);
      kernels.rescaleRows(at(y), at(z), ...y.shape, epsilon);
      return z;
    },
    rescaleRowsGradient(y, dz, epsilon) {
      sameSize(y, dz);
      const dy = allocate<tf.Tensor2D>(heap, y.shape);
      kernels.rescaleRowsGradient(at(y), at(dz), at(dy), ...y.shape, epsilon);
      return dy;
    },
    signStep({ x, gradient, low, high, step }) {
      sameSize(x, gradient, low, high);
      const moved = allocate<tf.Tensor2D>(heap, x.shape);
      const zeroRows = kernels.signStep(at(x), at(gradient), at(low), at(high), at(moved), ...x.shape, step);
      return { moved, zeroRows };
    },
    ...powerKernels(heap, kernels),
    ...rowKernels(heap, kernels),
    ...imageKernels(heap, kernels),
  };
  made.set(heap, vector);
  return vector;
}

function sameSize(...tensors: tf.Tensor[]): void {
  tf.util.assert(
    tensors.every(({ size, dtype }) => size === tensors[0]!.size && dtype === 'float32'),
    () => `Tensors of one size were expected, got ${tensors.map(({ shape }) => `[${shape}]`).join(', ')}`,
  );
}

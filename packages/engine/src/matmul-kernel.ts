import * as tf from '@tensorflow/tfjs-core';
import type { Gemm } from './gemm.ts';
import { heapView, type HeapBackend } from './heap.ts';

interface MatMulAttrs {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Replaces the wasm backend's matrix product by native code on its heap. Nothing is copied. */
export function useNativeMatMul(gemm: Gemm): void {
  replaceKernel('BatchMatMul', () => ({ inputs, attrs, backend }) => {
    const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    return multiply(gemm, backend as HeapBackend, a, b, attrs as unknown as MatMulAttrs);
  });
}

/**
 * Makes the wasm backend's own matrix product transpose its operands first: its product with a transpose flag is more
 * than ten times slower than the transposition.
 */
export function useExplicitTransposes(): void {
  const transpose = kernelFunction('Transpose');
  replaceKernel('BatchMatMul', (original) => ({ inputs, attrs, backend }) => {
    const flags = attrs as unknown as MatMulAttrs;
    const temporary: tf.TensorInfo[] = [];
    const lay = (x: tf.TensorInfo, flag: boolean): tf.TensorInfo => {
      if (!flag) return x;
      const perm = x.shape.map((_, axis) => axis);
      perm.push(perm.splice(-2, 1)[0]!);
      const laid = transpose({ inputs: { x }, attrs: { perm }, backend }) as tf.TensorInfo;
      temporary.push(laid);
      return laid;
    };
    const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    try {
      return original({
        inputs: { a: lay(a, flags.transposeA), b: lay(b, flags.transposeB) },
        attrs: { ...attrs, transposeA: false, transposeB: false },
        backend,
      });
    } finally {
      for (const { dataId } of temporary) (backend as HeapBackend).disposeData(dataId);
    }
  });
}

function kernelFunction(kernelName: string): tf.KernelFunc {
  const config = tf.getKernel(kernelName, 'wasm');
  if (!config) throw new Error(`The wasm backend has no kernel ${kernelName}.`);
  return config.kernelFunc;
}

function replaceKernel(kernelName: string, make: (original: tf.KernelFunc) => tf.KernelFunc): void {
  const original = kernelFunction(kernelName);
  tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: make(original) });
}

function multiply(
  gemm: Gemm,
  backend: HeapBackend,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  { transposeA, transposeB }: MatMulAttrs,
): tf.TensorInfo {
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const n = transposeB ? rowsB : columnsB;

  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  // The output first: an allocation may move the heap away from under a view.
  const output = backend.makeOutput([...batch, m, n], 'float32');
  const views = { a: heapView(backend, a), b: heapView(backend, b), c: heapView(backend, output) };
  if (k === 0) views.c.fill(0);
  if (m === 0 || n === 0 || k === 0) return output;

  const offsetA = batchOffsets(a.shape.slice(0, -2), batch, m * k);
  const offsetB = batchOffsets(b.shape.slice(0, -2), batch, k * n);
  offsetA.forEach((startA, index) => {
    const startB = offsetB[index]!;
    gemm({
      transposeA,
      transposeB,
      m,
      n,
      k,
      alpha: 1,
      a: views.a.subarray(startA, startA + m * k),
      b: views.b.subarray(startB, startB + k * n),
      beta: 0,
      c: views.c.subarray(index * m * n, (index + 1) * m * n),
    });
  });
  return output;
}

/** Where each matrix of the broadcast batch begins in an operand. */
function batchOffsets(own: number[], batch: number[], size: number): number[] {
  const missing = batch.length - own.length;
  let offsets = [0];
  let stride = size * tf.util.sizeFromShape(own);
  batch.forEach((length, axis) => {
    const ownLength = axis < missing ? 1 : own[axis - missing]!;
    stride /= axis < missing ? 1 : ownLength;
    const step = ownLength === 1 ? 0 : stride;
    offsets = offsets.flatMap((offset) => Array.from({ length }, (_, i) => offset + i * step));
  });
  return offsets;
}

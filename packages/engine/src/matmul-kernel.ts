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
    checkInnerSizes(a, b, attrs as unknown as MatMulAttrs);
    return multiply(gemm, backend as HeapBackend, a, b, attrs as unknown as MatMulAttrs);
  });
}

/**
 * Makes the wasm backend's own matrix product transpose its operands first: its product with a transpose flag is more
 * than ten times slower than the transposition. Batches that broadcast in both directions are spelled out, and empty
 * sums are 0: it gets both wrong.
 */
export function useExplicitTransposes(): void {
  replaceKernel('BatchMatMul', (original) => ({ inputs, attrs, backend }) => {
    const { transposeA, transposeB } = attrs as unknown as MatMulAttrs;
    const temporary: tf.TensorInfo[] = [];
    const keep = (x: tf.TensorInfo): tf.TensorInfo => {
      temporary.push(x);
      return x;
    };
    const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
    checkInnerSizes(a, b, attrs as unknown as MatMulAttrs);
    const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const lay = (x: tf.TensorInfo, transpose: boolean): tf.TensorInfo => {
      const untransposed = transpose ? keep(transposeLast(x, backend)) : x;
      const reps = repetitions(untransposed.shape, batch);
      return reps.every((times) => times === 1) ? untransposed : keep(tileTo(untransposed, reps, backend));
    };
    try {
      const [left, right] = [lay(a, transposeA), lay(b, transposeB)];
      const shape = [...batch, left.shape.at(-2)!, right.shape.at(-1)!];
      // An empty result too: XNNPACK below would complain of it on stderr.
      if (left.shape.at(-1) === 0 || shape.includes(0))
        return runKernel('Fill', {}, { shape, value: 0, dtype: 'float32' }, backend);
      const product = original({
        inputs: { a: left, b: right },
        attrs: { ...attrs, transposeA: false, transposeB: false },
        backend,
      }) as tf.TensorInfo;
      return { ...product, shape };
    } finally {
      for (const { dataId } of temporary) (backend as HeapBackend).disposeData(dataId);
    }
  });
}

/**
 * TensorFlow.js leaves this check to each kernel: without it, a product of factors that do not fit reads what lies beside
 * them in memory, and gives numbers.
 */
function checkInnerSizes(a: tf.TensorInfo, b: tf.TensorInfo, { transposeA, transposeB }: MatMulAttrs): void {
  if (a.shape.at(transposeA ? -2 : -1) === b.shape.at(transposeB ? -1 : -2)) return;
  const text = ({ shape }: tf.TensorInfo, transposed: boolean): string =>
    `[${shape.join(', ')}]${transposed ? ', transposed,' : ''}`;
  throw new Error(
    `Matrix product: ${text(a, transposeA)} and ${text(b, transposeB)} do not fit; as many columns of the first as rows of the second were expected.`,
  );
}

function transposeLast(x: tf.TensorInfo, backend: unknown): tf.TensorInfo {
  const perm = x.shape.map((_, axis) => axis);
  perm.push(perm.splice(-2, 1)[0]!);
  return runKernel('Transpose', { x }, { perm }, backend);
}

/** How often each batch axis of an operand is repeated, so that it has the whole batch. */
function repetitions(shape: readonly number[], batch: readonly number[]): number[] {
  const own = shape.slice(0, -2);
  const missing = batch.length - own.length;
  return batch.map((length, axis) => (axis < missing || own[axis - missing] === 1 ? length : 1));
}

function tileTo(x: tf.TensorInfo, batchReps: readonly number[], backend: unknown): tf.TensorInfo {
  const missing = batchReps.length - (x.shape.length - 2);
  const padded = { ...x, shape: [...Array.from({ length: missing }, () => 1), ...x.shape] };
  return runKernel('Tile', { x: padded }, { reps: [...batchReps, 1, 1] }, backend);
}

function runKernel(
  kernelName: string,
  inputs: tf.NamedTensorInfoMap,
  attrs: tf.NamedAttrMap,
  backend: unknown,
): tf.TensorInfo {
  return kernelFunction(kernelName)({ inputs, attrs, backend: backend as object }) as tf.TensorInfo;
}

/**
 * Replaces the wasm backend's fused product by its parts. Its own is wrong: with a transposed second factor it adds
 * the bias to the wrong columns.
 */
export function useComposedFusedMatMul(): void {
  replaceKernel('_FusedMatMul', () => ({ inputs, attrs, backend }) => {
    const { a, b, bias, preluActivationWeights: alpha } = inputs as Record<string, tf.TensorInfo>;
    const { transposeA, transposeB, activation, leakyreluAlpha } = attrs as Record<string, never>;
    const steps: ((x: tf.TensorInfo) => tf.TensorInfo)[] = [];
    if (bias) steps.push((x) => runKernel('Add', { a: x, b: bias }, {}, backend));
    if (activation !== 'linear') {
      steps.push((x) =>
        activation === 'prelu'
          ? runKernel('Prelu', { x, alpha: alpha! }, {}, backend)
          : runKernel(ACTIVATION_KERNELS[activation]!, { x }, { alpha: leakyreluAlpha }, backend),
      );
    }
    return steps.reduce(
      (x, step) => {
        const next = step(x);
        (backend as HeapBackend).disposeData(x.dataId);
        return next;
      },
      runKernel('BatchMatMul', { a: a!, b: b! }, { transposeA, transposeB }, backend),
    );
  });
}

/** Kernels of the activations that a fused product may have. */
const ACTIVATION_KERNELS: Readonly<Record<string, string>> = {
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  leakyrelu: 'LeakyRelu',
};

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

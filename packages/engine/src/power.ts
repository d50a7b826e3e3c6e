import * as tf from '@tensorflow/tfjs-core';
import { heapAddress, heapView, type HeapBackend } from './heap.ts';
import { kernelsOn } from './simd/instance.ts';
import { tablesOn } from './simd/power-kernels.ts';

/**
 * Raises to one power on the wasm backend by a vector kernel, with the same bits: the backend calls C's `powf` value by
 * value. What the kernel has no case for – negative and denormal numbers, infinities, NaN, powers that are not finite –
 * the backend computes as before.
 */
export function useVectorPower(): void {
  const original = tf.getKernel('Pow', 'wasm')!.kernelFunc;
  tf.unregisterKernel('Pow', 'wasm');
  tf.registerKernel({
    kernelName: 'Pow',
    backendName: 'wasm',
    kernelFunc: (call) => vectorPower(call) ?? original(call),
  });
}

/**
 * `a^b` for a scalar b by the vector kernel.
 * @returns undefined for what it has no case for
 */
export function vectorPower({
  inputs,
  backend,
}: Pick<Parameters<tf.KernelFunc>[0], 'inputs' | 'backend'>): tf.TensorInfo | undefined {
  const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
  // Of more axes than a, b would add some to the result.
  if (a.dtype !== 'float32' || b.dtype !== 'float32' || b.shape.length > a.shape.length) return undefined;
  const heap = backend as HeapBackend;
  const exponents = heapView(heap, b);
  const [exponent] = exponents;
  if (exponents.length !== 1 || !(exponent! > 0 && exponent! < Infinity)) return undefined;
  const tables = tablesOn(heap);
  const out = heap.makeOutput(a.shape, 'float32');
  const count = tf.util.sizeFromShape(a.shape);
  if (kernelsOn(heap).power(heapAddress(heap, a), heapAddress(heap, out), count, exponent!, tables))
    return out;
  heap.disposeData(out.dataId);
  return undefined;
}

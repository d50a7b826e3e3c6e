import * as tf from '@tensorflow/tfjs-core';
import { allocate, heapAddress, type HeapBackend } from '../heap.ts';
import type { KernelExports } from './instance.ts';
import { POWER_TABLES } from './power-tables.ts';
import type { VectorKernels } from './vector-kernels.ts';

/** The kernels that raise responses to a power. */
export function powerKernels(
  heap: HeapBackend,
  kernels: KernelExports,
): Pick<VectorKernels, 'reluPower' | 'reluPowerGradient'> {
  const at = (tensor: tf.Tensor): number => heapAddress(heap, tensor);
  const filled = (
    shape: number[],
    fill: (out: number, tables: number) => number,
  ): tf.Tensor2D | undefined => {
    // The tables first: an allocation may move what lies on the heap, but not its addresses.
    const tables = tablesOn(heap);
    const out = allocate<tf.Tensor2D>(heap, shape);
    if (fill(at(out), tables)) return out;
    out.dispose();
    return undefined;
  };
  return {
    reluPower: (x, exponent) =>
      filled(x.shape, (out, tables) => kernels.reluPower(at(x), out, x.size, exponent, tables)),
    reluPowerGradient(x, dz, exponent) {
      tf.util.assertShapesMatch(x.shape, dz.shape);
      // As the difference of two float32, which it is where the parts are tensors.
      const less = Math.fround(exponent) - 1;
      return filled(x.shape, (out, tables) =>
        kernels.reluPowerGradient(at(x), at(dz), out, x.size, exponent, less, tables),
      );
    },
  };
}

const written = new WeakMap<HeapBackend['wasm'], number>();

/** Where the tables of powers lie on the heap: the kernels have no memory of their own. */
export function tablesOn({ wasm }: HeapBackend): number {
  const known = written.get(wasm);
  if (known !== undefined) return known;
  const address = wasm._malloc(POWER_TABLES.byteLength) >>> 0;
  wasm.HEAPU8.set(new Uint8Array(POWER_TABLES.buffer), address);
  written.set(wasm, address);
  return address;
}

import type * as tf from '@tensorflow/tfjs-core';
import { allocate, heapAddress, type HeapBackend } from '../heap.ts';
import type { WindowGrid } from '../images/windows.ts';
import type { KernelExports, WindowArguments } from './instance.ts';
import type { VectorKernels } from './vector-kernels.ts';

/** The kernels that work on images. */
export function imageKernels(
  heap: HeapBackend,
  kernels: KernelExports,
): Pick<VectorKernels, 'patches' | 'sumPatches' | 'pool' | 'poolGradient'> {
  const at = (tensor: tf.TensorInfo): number => heapAddress(heap, tensor);
  const make = (shape: number[]): tf.Tensor2D => allocate<tf.Tensor2D>(heap, shape);
  return {
    patches(x, grid) {
      const { channels, size, rows, columns } = grid;
      const out = make([x.shape[0] * rows * columns, size * size * channels]);
      kernels.patches(at(x), at(out), ...windowArguments(x.shape[0], grid));
      return out;
    },
    sumPatches(p, grid) {
      const { height, width, channels, rows, columns } = grid;
      const samples = p.shape[0] / (rows * columns);
      const out = make([samples, height * width * channels]);
      kernels.sumPatches(at(p), at(out), ...windowArguments(samples, grid));
      return out;
    },
    pool(x, by, grid) {
      const { channels, rows, columns } = grid;
      const y = make([x.shape[0], rows * columns * channels]);
      kernels.pool(at(x), at(y), Number(by === 'mean'), ...windowArguments(x.shape[0], grid));
      return y;
    },
    poolGradient({ x, y, dy }, by, grid) {
      const dx = make(x.shape);
      kernels.poolGradient(
        at(x),
        at(y),
        at(dy),
        at(dx),
        Number(by === 'mean'),
        ...windowArguments(x.shape[0], grid),
      );
      return dx;
    },
  };
}

function windowArguments(samples: number, grid: WindowGrid): WindowArguments {
  const { height, width, channels, size, stride, top, left, rows, columns } = grid;
  return [samples, height, width, channels, size, stride, top, left, rows, columns];
}

import type { ImageShape, Window } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { vectorKernels } from '../simd/kernels.ts';
import { composedPool } from './composed.ts';
import { checkWidth, windowGrid, type PoolBy } from './windows.ts';

/**
 * Pools images, channel by channel. What is outside of the image belongs to no window: a mean is that of the values that
 * are there. The gradient of a maximum goes to the first value of the window that has it, from left to right and from the
 * top.
 * @param x - `[batch, height × width × channels]`
 * @returns `[batch, rows × columns × channels]`
 * @throws an error where x does not hold such images, or no window fits into them
 */
export function pool(x: tf.Tensor2D, image: ImageShape, window: Window, by: PoolBy): tf.Tensor2D {
  const grid = windowGrid(image, window);
  checkWidth(x, image.height * image.width * image.channels);
  const kernels = vectorKernels();
  if (!kernels) return composedPool(x, by, grid);
  const op = tf.customGrad((value, save) => {
    const input = value as tf.Tensor2D;
    const y = kernels.pool(input, by, grid);
    (save as tf.GradSaveFunc)([input, y]);
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [from, to] = saved as [tf.Tensor2D, tf.Tensor2D];
        return kernels.poolGradient({ x: from, y: to, dy: dy as tf.Tensor2D }, by, grid);
      },
    };
  });
  return op(x) as tf.Tensor2D;
}

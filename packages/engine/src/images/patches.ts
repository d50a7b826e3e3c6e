import type { ImageShape, Window } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { vectorKernels } from '../simd/kernels.ts';
import { composedPatches, composedSum } from './composed.ts';
import { checkWidth, windowGrid, type WindowGrid } from './windows.ts';

/**
 * The patches of images that a convolution's kernel reads ("im2col"), one a row, so that the convolution is a matrix
 * product: `patches(x) · W` has one row a position, and is, reshaped to `[batch, positions × units]`, an image of
 * `[rows, columns, units]` again. Positions go from left to right and from the top; within a patch values lie as in an
 * image of `[size, size, channels]`; outside of the image is 0. Its gradient is {@link sumPatches}.
 *
 * A 1 × 1 kernel at every position, and one as large as the image, copy nothing: their patches are the image's values.
 * @param x - `[batch, height × width × channels]`
 * @returns `[batch × rows × columns, size × size × channels]`
 * @throws an error where x does not hold such images, or no window fits into them
 */
export function patches(x: tf.Tensor2D, image: ImageShape, window: Window): tf.Tensor2D {
  const grid = windowGrid(image, window);
  checkWidth(x, imageSize(grid));
  if (areInPlace(grid)) return tf.reshape(x, [x.shape[0] * grid.rows * grid.columns, patchSize(grid)]);
  const op = tf.customGrad((value) => ({
    value: (vectorKernels()?.patches ?? composedPatches)(value as tf.Tensor2D, grid),
    gradFunc: (dp: tf.Tensor) => sumPatches(dp as tf.Tensor2D, image, window),
  }));
  return op(x) as tf.Tensor2D;
}

/**
 * The adjoint of {@link patches} ("col2im"): each value of an image is the sum of its places in patches. An error at the
 * patches becomes one at the image. Its gradient is {@link patches}.
 * @param p - `[batch × rows × columns, size × size × channels]`
 * @returns `[batch, height × width × channels]`
 * @throws an error where p does not hold the patches of whole images
 */
export function sumPatches(p: tf.Tensor2D, image: ImageShape, window: Window): tf.Tensor2D {
  const grid = windowGrid(image, window);
  checkWidth(p, patchSize(grid));
  const positions = grid.rows * grid.columns;
  tf.util.assert(
    p.shape[0] % positions === 0,
    () => `Patches of whole images were expected, ${positions} each, got ${p.shape[0]}`,
  );
  if (areInPlace(grid)) return tf.reshape(p, [p.shape[0] / positions, imageSize(grid)]);
  const op = tf.customGrad((value) => ({
    value: (vectorKernels()?.sumPatches ?? composedSum)(value as tf.Tensor2D, grid),
    gradFunc: (dx: tf.Tensor) => patches(dx as tf.Tensor2D, image, window),
  }));
  return op(p) as tf.Tensor2D;
}

/** Whether the values of an image are its patches already, one after the other. */
function areInPlace({ height, width, size, stride, rows, columns }: WindowGrid): boolean {
  const everyPixel = size === 1 && stride === 1;
  const wholeImage = size === height && size === width && rows === 1 && columns === 1;
  return everyPixel || wholeImage;
}

function imageSize({ height, width, channels }: WindowGrid): number {
  return height * width * channels;
}

function patchSize({ size, channels }: WindowGrid): number {
  return size * size * channels;
}

import * as tf from '@tensorflow/tfjs-core';
import type { PoolBy, WindowGrid } from './windows.ts';

// The operations on images as tensor operations, for engines without vector kernels.

/**
 * See `patches`: for each place in a patch, the values that all patches have there, side by side.
 * @param outside - what is outside of the image
 */
export function composedPatches(x: tf.Tensor2D, grid: WindowGrid, outside = 0): tf.Tensor2D {
  const { height, width, channels, size, top, left, rows, columns } = grid;
  const [batch] = x.shape;
  return tf.tidy(() => {
    const { below, right, tall, wide } = margins(grid);
    const around: [number, number][] = [
      [0, 0],
      [top, below],
      [left, right],
      [0, 0],
    ];
    const padded = tf.pad(tf.reshape(x, [batch, height, width, channels]), around, outside);
    const places = placesOf(size).map(([row, column]) =>
      everyStride(tf.slice(padded, [0, row, column, 0], [batch, tall, wide, channels]) as tf.Tensor4D, grid),
    );
    return tf.reshape(tf.concat(places, 1), [batch * rows * columns, size * size * channels]);
  });
}

/** See `sumPatches`. */
export function composedSum(p: tf.Tensor2D, grid: WindowGrid): tf.Tensor2D {
  const { height, width, channels, size, top, left, rows, columns } = grid;
  const batch = p.shape[0] / (rows * columns);
  return tf.tidy(() => {
    const { below, right, tall, wide } = margins(grid);
    const [high, broad] = [top + height + below, left + width + right];
    const places = placesOf(size).map(([row, column], place) => {
      const values = tf.slice(p, [0, place * channels], [p.shape[0], channels]);
      return tf.pad(spread(values, batch, grid), [
        [0, 0],
        [row, high - row - tall],
        [column, broad - column - wide],
        [0, 0],
      ]);
    });
    const sum = tf.addN(places);
    return tf.reshape(tf.slice(sum, [0, top, left, 0], [batch, height, width, channels]), [
      batch,
      height * width * channels,
    ]);
  });
}

/** See `pool`. TensorFlow.js has its own, whose values and gradients differ between backends, and are not all right. */
export function composedPool(x: tf.Tensor2D, by: PoolBy, grid: WindowGrid): tf.Tensor2D {
  const { channels, size, rows, columns } = grid;
  const op = tf.customGrad((value, save) => {
    const input = value as tf.Tensor2D;
    (save as tf.GradSaveFunc)([input]);
    const pooled = by === 'max' ? tf.max(windowsOf(input, grid), 1) : meansOf(input, grid);
    return {
      value: tf.reshape(pooled, [x.shape[0], rows * columns * channels]),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) =>
        tf.tidy(() => {
          const shares = (by === 'max' ? sharesOfMaximum : sharesOfMean)(saved[0] as tf.Tensor2D, grid);
          const errors = tf.mul(shares, tf.reshape(dy, [dy.size / channels, 1, channels]));
          return composedSum(tf.reshape(errors, [dy.size / channels, size * size * channels]), grid);
        }),
    };
  });
  return op(x) as tf.Tensor2D;
}

/** `[batch × rows × columns, size × size, channels]` */
function windowsOf(x: tf.Tensor2D, grid: WindowGrid, outside = -Infinity): tf.Tensor {
  const { channels, size, rows, columns } = grid;
  const windows = composedPatches(x, grid, outside);
  return tf.reshape(windows, [x.shape[0] * rows * columns, size * size, channels]);
}

function meansOf(x: tf.Tensor2D, grid: WindowGrid): tf.Tensor {
  return tf.sum(tf.mul(windowsOf(x, grid, 0), sharesOfMean(x, grid)), 1);
}

/** 1 at the first of each window's largest values, else 0; in the form of {@link windowsOf}. */
function sharesOfMaximum(x: tf.Tensor2D, grid: WindowGrid): tf.Tensor {
  const places = tf.reshape(tf.range(0, grid.size ** 2, 1, 'int32'), [1, grid.size ** 2, 1]);
  const first = tf.expandDims(tf.argMax(windowsOf(x, grid), 1), 1);
  return tf.cast(tf.equal(first, places), 'float32');
}

/** One by the number of values that each window has, outside 0; in the form of {@link windowsOf}. */
function sharesOfMean(x: tf.Tensor2D, grid: WindowGrid): tf.Tensor {
  const inside = windowsOf(tf.onesLike(x), grid, 0);
  return tf.div(inside, tf.sum(inside, 1, true));
}

/**
 * What is added below and on the right: each place in a patch then has `tall` × `wide` values, one stride a window, behind
 * it.
 */
function margins({ height, width, size, stride, top, left, rows, columns }: WindowGrid): {
  below: number;
  right: number;
  tall: number;
  wide: number;
} {
  const [tall, wide] = [rows * stride, columns * stride];
  return {
    below: Math.max(0, size - 1 + tall - top - height),
    right: Math.max(0, size - 1 + wide - left - width),
    tall,
    wide,
  };
}

function placesOf(size: number): [row: number, column: number][] {
  return Array.from({ length: size * size }, (_, place) => [Math.floor(place / size), place % size]);
}

/** The first value of each stride: `[batch, rows × stride, columns × stride, channels]` → `[batch × rows × columns, channels]`. */
function everyStride(x: tf.Tensor4D, { channels, stride, rows, columns }: WindowGrid): tf.Tensor2D {
  const [batch] = x.shape;
  const lines = tf.reshape(x, [batch * rows, stride * columns * stride * channels]);
  const first = tf.slice(lines, [0, 0], [batch * rows, columns * stride * channels]);
  const pixels = tf.reshape(first, [batch * rows * columns, stride * channels]);
  return tf.slice(pixels, [0, 0], [batch * rows * columns, channels]) as tf.Tensor2D;
}

/** The adjoint of {@link everyStride}: zeros between. */
function spread(x: tf.Tensor, batch: number, { channels, stride, rows, columns }: WindowGrid): tf.Tensor4D {
  const pixels = tf.pad(x, [
    [0, 0],
    [0, (stride - 1) * channels],
  ]);
  const lines = tf.pad(tf.reshape(pixels, [batch * rows, columns * stride * channels]), [
    [0, 0],
    [0, (stride - 1) * columns * stride * channels],
  ]);
  return tf.reshape(lines, [batch, rows * stride, columns * stride, channels]);
}

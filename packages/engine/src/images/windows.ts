import { windowPlaces } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** Height, width and channels of an image, whose values lie row by row, channels last. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** Square windows that go over an image, as a convolution or a pooling does. */
export interface Windows {
  /** Rows and columns of a window, ≥ 1. */
  readonly size: number;
  /** Rows and columns from one window to the next, ≥ 1. @defaultValue 1 */
  readonly stride?: number;
  /**
   * `valid`: every window lies in the image. `same`: there are `⌈length / stride⌉` windows along each side, and the image
   * is surrounded for it as evenly as can be; an odd row or column is added below or on the right, as TensorFlow does.
   * @defaultValue 'valid'
   */
  readonly padding?: 'same' | 'valid';
}

/** What pooling keeps of a window: its largest value, or its mean. */
export type PoolBy = 'max' | 'mean';

/** Where the windows of an image lie. */
export interface WindowGrid {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly size: number;
  readonly stride: number;
  /** Rows above the image that the first windows reach. */
  readonly top: number;
  /** Columns on the left of the image that the first windows reach. */
  readonly left: number;
  /** Windows from top to bottom; a layer's result is an image of so many rows. */
  readonly rows: number;
  /** Windows from left to right. */
  readonly columns: number;
}

/**
 * Where the windows of an image lie, and how many there are.
 * @throws an error where a size or stride is no whole number from 1 on, or where no window fits into the image
 */
export function windowGrid(
  [height, width, channels]: ImageShape,
  { size, stride = 1, padding = 'valid' }: Windows,
): WindowGrid {
  tf.util.assert(
    [height, width, channels, size, stride].every((value) => Number.isInteger(value) && value > 0),
    () =>
      `Windows of size ${size} at a stride of ${stride} in an image of [${height}, ${width}, ${channels}]`,
  );
  tf.util.assert(
    padding === 'same' || (size <= height && size <= width),
    () => `No window of size ${size} fits into an image of ${height} × ${width}`,
  );
  const places = windowPlaces({ height, width }, { size, stride, padding });
  return { height, width, channels, size, stride, ...places };
}

/** Refuses what does not hold values of `expected` for each sample or patch: kernels would read what lies beside it. */
export function checkWidth({ shape, dtype }: tf.Tensor2D, expected: number): void {
  tf.util.assert(
    shape[1] === expected && dtype === 'float32',
    () => `Rows of ${expected} float32 values were expected, got ${dtype} of [${shape}]`,
  );
}

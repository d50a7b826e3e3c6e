import { windowPlaces, type ImageShape, type PoolSpec, type Window, type WindowPlaces } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** What pooling keeps of a window: its largest value, or its mean. */
export type PoolBy = PoolSpec['by'];

/** Images whose values lie row by row, channels last, and where a window goes on them. */
export interface WindowGrid extends ImageShape, WindowPlaces, Pick<Window, 'size' | 'stride'> {}

/**
 * Where a window goes on images.
 * @throws an error where a length is no whole number from 1 on, or where the window does not fit into the image
 */
export function windowGrid(image: ImageShape, window: Window): WindowGrid {
  const { height, width, channels } = image;
  const { size, stride } = window;
  tf.util.assert(
    [height, width, channels, size, stride].every((value) => Number.isInteger(value) && value > 0),
    () =>
      `A window of size ${size} at a stride of ${stride} on an image of [${height}, ${width}, ${channels}]`,
  );
  const places = windowPlaces(image, window);
  tf.util.assert(
    places.rows > 0 && places.columns > 0,
    () => `No window of size ${size} fits into an image of ${height} × ${width}`,
  );
  return { height, width, channels, size, stride, ...places };
}

/** Refuses what does not hold values of `expected` for each sample or patch: kernels would read what lies beside it. */
export function checkWidth({ shape, dtype }: tf.Tensor2D, expected: number): void {
  tf.util.assert(
    shape[1] === expected && dtype === 'float32',
    () => `Rows of ${expected} float32 values were expected, got ${dtype} of [${shape}]`,
  );
}

import { windowPlaces, type ImageShape, type PoolSpec, type Window } from '@hebbench/core';

/**
 * The patches of one image by plain loops, position by position (row by row); 0 beyond the edges.
 * @param image - row by row with channels last, as the patches are
 */
export function plainPatches(image: Float64Array, shape: ImageShape, window: Window): Float64Array[] {
  const { channels } = shape;
  return windowsOf(shape, window).map((pixels) => {
    const patch = new Float64Array(pixels.length * channels);
    pixels.forEach((pixel, i) => {
      if (pixel === undefined) return;
      for (let c = 0; c < channels; c++) patch[i * channels + c] = image[pixel * channels + c]!;
    });
    return patch;
  });
}

/** One image pooled by plain loops: what lies beyond the edges does not count. */
export function plainPool(
  image: Float64Array,
  shape: ImageShape,
  { by, ...window }: Window & Pick<PoolSpec, 'by'>,
): Float64Array {
  const { channels } = shape;
  const pooled = windowsOf(shape, window).flatMap((pixels) =>
    Array.from({ length: channels }, (_, c) => {
      const values = pixels.flatMap((pixel) => (pixel === undefined ? [] : [image[pixel * channels + c]!]));
      return by === 'max'
        ? Math.max(...values)
        : values.reduce((sum, value) => sum + value, 0) / values.length;
    }),
  );
  return Float64Array.from(pooled);
}

/** The pixels under a window at each of its positions, row by row; nothing beyond the edges. */
function windowsOf(shape: ImageShape, window: Window): (number | undefined)[][] {
  const { height, width } = shape;
  const { size, stride } = window;
  const { rows, columns, top, left } = windowPlaces(shape, window);
  return Array.from({ length: rows * columns }, (_, position) => {
    const [row, column] = [
      Math.floor(position / columns) * stride - top,
      (position % columns) * stride - left,
    ];
    return Array.from({ length: size * size }, (_place, i) => {
      const [y, x] = [row + Math.floor(i / size), column + (i % size)];
      return y < 0 || y >= height || x < 0 || x >= width ? undefined : y * width + x;
    });
  });
}

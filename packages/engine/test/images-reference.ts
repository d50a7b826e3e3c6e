import type { ImageShape, Window } from '@hebbench/core';
import type { PoolBy } from '../src/index.ts';

/** What a window over an image reads: for each of its places, row by row, the pixel there, or none outside of the image. */
interface Place {
  readonly sample: number;
  readonly pixels: readonly (number | undefined)[];
}

/** All windows, by the definition of TensorFlow's paddings, independently of the code that is tested. */
function windowsOf(samples: number, { height, width }: ImageShape, window: Window): Place[] {
  const { size, stride, padding } = window;
  const starts = (length: number): number[] => {
    if (padding === 'valid')
      return Array.from({ length }, (_, i) => i).filter((i) => i % stride === 0 && i + size <= length);
    const count = Math.ceil(length / stride);
    const total = Math.max(0, (count - 1) * stride + size - length);
    return Array.from({ length: count }, (_, i) => i * stride - Math.floor(total / 2));
  };
  const places = Array.from({ length: size }, (_, i) => i);
  return Array.from({ length: samples }, (_, sample) => sample).flatMap((sample) =>
    starts(height).flatMap((top) =>
      starts(width).map((left) => ({
        sample,
        pixels: places.flatMap((i) =>
          places.map((j) => {
            const [row, column] = [top + i, left + j];
            const inside = row >= 0 && row < height && column >= 0 && column < width;
            return inside ? row * width + column : undefined;
          }),
        ),
      })),
    ),
  );
}

/** Patches as rows, and what an error at them is at the images; in float64. */
export function referencePatches(
  x: readonly number[][],
  image: ImageShape,
  window: Window,
): { patches: number[][]; adjoint: (p: readonly number[][]) => number[][] } {
  const { height, width, channels } = image;
  const all = windowsOf(x.length, image, window);
  const channel = Array.from({ length: channels }, (_, c) => c);
  return {
    patches: all.map(({ sample, pixels }) =>
      pixels.flatMap((pixel) =>
        channel.map((c) => (pixel === undefined ? 0 : x[sample]![pixel * channels + c]!)),
      ),
    ),
    adjoint: (p) => {
      const sums = x.map(() => Array.from({ length: height * width * channels }, () => 0));
      all.forEach(({ sample, pixels }, row) =>
        pixels.forEach((pixel, place) => {
          if (pixel === undefined) return;
          for (const c of channel) sums[sample]![pixel * channels + c]! += p[row]![place * channels + c]!;
        }),
      );
      return sums;
    },
  };
}

/** Pooled images, and the gradient of the sum of `dy` times them; in float64. */
export function referencePool(
  x: readonly number[][],
  image: ImageShape,
  window: Window,
  by: PoolBy,
): { pooled: number[][]; gradient: (dy: readonly number[][]) => number[][] } {
  const { height, width, channels } = image;
  const all = windowsOf(x.length, image, window);
  const perSample = all.length / x.length;
  const shares = all.flatMap(({ sample, pixels }) =>
    Array.from({ length: channels }, (_, c) => {
      const places = pixels.flatMap((pixel) => (pixel === undefined ? [] : [pixel * channels + c]));
      const values = places.map((place) => x[sample]![place]!);
      const first = values.indexOf(Math.max(...values));
      return places.map((place, i) => ({
        place,
        share: by === 'mean' ? 1 / places.length : Number(i === first),
      }));
    }),
  );
  const ofSample = (sample: number): (typeof shares)[number][] =>
    shares.slice(sample * perSample * channels, (sample + 1) * perSample * channels);
  return {
    pooled: x.map((values, sample) =>
      ofSample(sample).map((places) =>
        places.reduce((sum, { place, share }) => sum + share * values[place]!, 0),
      ),
    ),
    gradient: (dy) =>
      dy.map((errors, sample) => {
        const dx = Array.from({ length: height * width * channels }, () => 0);
        ofSample(sample).forEach((places, i) => {
          for (const { place, share } of places) dx[place]! += share * errors[i]!;
        });
        return dx;
      }),
  };
}

import { valuesOf, type ImageShape, type Split } from '@hebbench/core';
import type { JointTraits } from './joint-traits.ts';

/** The images of a part as they lie in a joint set's, and their labels as they are numbered there. */
export function placePart(split: Split, joint: JointTraits, part: 0 | 1): Pick<Split, 'count' | 'pixels'> {
  const { shape, inputs } = joint;
  const { parts, layout } = joint.joint;
  const from = parts[part].shape;
  const to = layout === 'shared' ? shape : { ...from, channels: shape.channels };
  const left = layout === 'beside' && part === 1 ? parts[0].shape.width : 0;
  const pixels = new Uint8Array(split.count * inputs);
  const [size, row] = [valuesOf(from), to.width * to.channels];
  const scale = createScaling(from, to);
  for (let n = 0; n < split.count; n++) {
    const image = scale(split.pixels.subarray(n * size, (n + 1) * size));
    for (let y = 0; y < to.height; y++) {
      const place = n * inputs + (y * shape.width + left) * shape.channels;
      pixels.set(image.subarray(y * row, (y + 1) * row), place);
    }
  }
  return { count: split.count, pixels };
}

/**
 * Scales images by areas: a value is the mean of what its place covers, which keeps their brightness. Grey images take
 * on further channels as greys.
 * @param to - with as many channels as `from`, or more than its one
 */
export function createScaling(from: ImageShape, to: ImageShape): (pixels: Uint8Array) => Uint8Array {
  if (from.height === to.height && from.width === to.width && from.channels === to.channels)
    return (pixels) => pixels;
  const [rows, columns] = [covered(from.height, to.height), covered(from.width, to.width)];
  return (pixels) => {
    const scaled = new Uint8Array(valuesOf(to));
    let at = 0;
    for (const row of rows)
      for (const column of columns)
        for (let channel = 0; channel < to.channels; channel++) {
          const source = from.channels === 1 ? 0 : channel;
          let sum = 0;
          for (const [y, tall] of row)
            for (const [x, wide] of column)
              sum += tall * wide * pixels[(y * from.width + x) * from.channels + source]!;
          scaled[at++] = Math.round(sum);
        }
    return scaled;
  };
}

/** For each of `to` places, which of `from` places it covers, and by which shares of itself. */
function covered(from: number, to: number): (readonly [place: number, share: number])[][] {
  const size = from / to;
  return Array.from({ length: to }, (_, i) => {
    const [low, high] = [i * size, (i + 1) * size];
    return Array.from({ length: Math.min(from, Math.ceil(high)) - Math.floor(low) }, (_place, k) => {
      const place = Math.floor(low) + k;
      return [place, (Math.min(high, place + 1) - Math.max(low, place)) / size] as const;
    });
  });
}

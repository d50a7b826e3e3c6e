import type { ImageShape, RandomStream, Split } from '@hebbench/core';

/** Bars of each direction. */
const BARS = 5;
/** How many independent sources there are: horizontal and vertical bars. */
export const SOURCES: number = 2 * BARS;
/** Whether images are large enough for all bars. */
export function fitsBars({ height, width }: ImageShape): boolean {
  return Math.min(height, width) > BARS;
}

/** How often a bar is there. */
const PRESENT = 0.3;

/**
 * The bars as they are mixed, `[SOURCES, inputs]`: horizontal ones, then vertical ones, after Földiák (1990). They leave
 * a margin, so that no bar is a sum of others.
 * @param shape - one that {@link fitsBars}
 */
export function bars({ height, width, channels }: ImageShape): Float32Array {
  const mixing = new Float32Array(SOURCES * height * width * channels);
  const [tall, wide] = [height, width].map((size) => Math.floor(size / (BARS + 1)));
  for (let source = 0; source < SOURCES; source++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const bar = source < BARS ? Math.floor(y / tall!) : BARS + Math.floor(x / wide!);
        const inside = source < BARS ? y < BARS * tall! : x < BARS * wide!;
        if (bar !== source || !inside) continue;
        const at = source * height * width * channels + (y * width + x) * channels;
        mixing.fill(1, at, at + channels);
      }
    }
  }
  return mixing;
}

/**
 * Images in which each bar is there or not, as bright as chance has it, whatever the others are: linear mixtures of
 * independent sources, where ICA has one right answer. Where two bars cross, the image is as bright as both together.
 * @param classes - the label is which bar is brightest, for rules that learn with labels; of more bars than classes some
 * share one
 */
export function mixturesOfBars(
  shape: ImageShape,
  {
    count,
    classes,
    stream,
  }: { readonly count: number; readonly classes: number; readonly stream: RandomStream },
): Split {
  const mixing = bars(shape);
  const inputs = mixing.length / SOURCES;
  const pixels = new Uint8Array(count * inputs);
  const labels = new Uint8Array(count);
  const levels = new Uint8Array(SOURCES);
  for (let image = 0; image < count; image++) {
    for (let source = 0; source < SOURCES; source++) {
      // At most half of white: two that cross stay below it, and add up exactly.
      levels[source] = stream.uniform() < PRESENT ? 1 + stream.integer(127) : 0;
    }
    for (let i = 0; i < inputs; i++) {
      let sum = 0;
      for (let source = 0; source < SOURCES; source++) sum += levels[source]! * mixing[source * inputs + i]!;
      pixels[image * inputs + i] = sum;
    }
    labels[image] = levels.indexOf(Math.max(...levels)) % classes;
  }
  return { count, pixels, labels };
}

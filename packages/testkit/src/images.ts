import { createStreams, type Architecture, type Split } from '@hebbench/core';

/**
 * Small labelled images: each class has a bright pattern of its own under noise, so that there is something to learn.
 * The first image is all zero and the second all one.
 * @param count - number of images
 */
export function patternImages({ inputs, classes }: Architecture, count: number, seed = 0): Split {
  const noise = createStreams(seed).stream('pattern-images');
  const labels = Uint8Array.from({ length: count }, (_, n) => n % classes);
  const pixels = new Uint8Array(count * inputs);
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < inputs; i++) {
      const bright = i % classes === labels[n] ? 180 : 0;
      pixels[n * inputs + i] = bright + noise.integer(76);
    }
  }
  pixels.fill(0, 0, inputs);
  pixels.fill(255, inputs, 2 * inputs);
  return { count, pixels, labels };
}

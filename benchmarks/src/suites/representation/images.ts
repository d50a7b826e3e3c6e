import type { Split } from '@hebbench/core';
import { rangeToTensor } from '@hebbench/engine';
import type { Tensor2D } from '@tensorflow/tfjs-core';

/** The first images of a split, `[images, inputs]` in [0, 1]. Its user disposes it. */
export function firstImages({ pixels, count }: Split, most: number): Tensor2D {
  return rangeToTensor(pixels, 0, Math.min(most, count), pixels.length / count, 1 / 255);
}

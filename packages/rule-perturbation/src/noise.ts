import type { RandomStream } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** The known distributions of perturbations. */
export const NOISES = ['normal', 'signs'] as const;

/** Distribution of perturbations: N(0, σ²), or σ and −σ with equal chances. */
export type Noise = (typeof NOISES)[number];

/**
 * A tensor of perturbations of mean 0 and variance σ².
 * @param variance - σ²
 */
export function drawNoise<R extends tf.Rank>(
  shape: tf.ShapeMap[R],
  noise: Noise,
  variance: number,
  stream: RandomStream,
): tf.Tensor<R> {
  const values = new Float32Array(tf.util.sizeFromShape(shape));
  const sd = Math.sqrt(variance);
  if (noise === 'normal') stream.fillNormal(values, 0, sd);
  else fillSigns(values, sd, stream);
  return tf.tensor(values, shape, 'float32');
}

const BITS = 32;

/** A draw of 32 random bits gives as many signs. */
function fillSigns(values: Float32Array, magnitude: number, stream: RandomStream): void {
  for (let start = 0; start < values.length; start += BITS) {
    const bits = stream.integer(2 ** BITS);
    const end = Math.min(start + BITS, values.length);
    for (let i = start; i < end; i++) values[i] = (bits >>> (i - start)) & 1 ? magnitude : -magnitude;
  }
}

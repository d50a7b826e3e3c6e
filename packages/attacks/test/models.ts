import type { Model, Split } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** A model of its logits alone. */
export function modelOf(inputs: number, classes: number, logits: (x: tf.Tensor2D) => tf.Tensor2D): Model {
  return {
    architecture: { inputs, hidden: [1], classes, nonnegative: false },
    logits: (x) => tf.tidy(() => logits(x)),
    hidden: () => [],
    activity: (x) => x,
    weights: () => [],
    dispose: () => {},
  };
}

/** `x W` with W `[inputs, classes]` given as rows. */
export function linearModel(weights: readonly (readonly number[])[]): Model {
  const w = weights.map((row) => [...row]);
  return modelOf(w.length, w[0]!.length, (x) => tf.matMul(x, tf.tensor2d(w)));
}

/** Class 1 where the first pixel is above one half, so that what breaks an image is known. */
export function thresholdModel(inputs: number): Model {
  return modelOf(inputs, 2, (x) => {
    const first = tf.slice(x, [0, 0], [x.shape[0], 1]);
    return tf.mul(tf.concat([tf.sub(0.5, first), tf.sub(first, 0.5)], 1), 10) as tf.Tensor2D;
  });
}

/** Images whose first pixel is `levels[n]` grey levels and whose class is what {@link thresholdModel} says. */
export function thresholdImages(levels: readonly number[], inputs: number): Split {
  const pixels = new Uint8Array(levels.length * inputs).fill(100);
  levels.forEach((level, n) => {
    pixels[n * inputs] = level;
  });
  return {
    count: levels.length,
    pixels,
    labels: Uint8Array.from(levels, (level) => (level > 127 ? 1 : 0)),
  };
}

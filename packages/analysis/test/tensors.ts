import { createStreams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** Leaves no tensor behind. */
export function tidily<T>(measure: () => T): T {
  const before = tf.memory().numTensors;
  const found = measure();
  expect(tf.memory().numTensors).toBe(before);
  return found;
}

/** Measures a matrix, and leaves no tensor behind. */
export function withRows<T>(rows: readonly (readonly number[])[], measure: (x: tf.Tensor2D) => T): T {
  const x = tf.tensor2d(rows.map((row) => [...row]));
  try {
    return tidily(() => measure(x));
  } finally {
    x.dispose();
  }
}

/** Numbers of the standard normal distribution. */
export function normal(count: number, seed = 0): Float32Array {
  return createStreams(seed).stream('normal').fillNormal(new Float32Array(count), 0, 1);
}

import type { RandomStream } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

/** A matrix as plain rows, for the scalar-loop twin of an equation. */
export type Matrix = number[][];

/**
 * A random matrix of float32 values in [low, high).
 * @returns `[rows, columns]`
 */
export function randomMatrix(
  rows: number,
  columns: number,
  stream: RandomStream,
  low = -1,
  high = 1,
): Matrix {
  return Array.from({ length: rows }, () => [...stream.fillUniform(new Float32Array(columns), low, high)]);
}

/** A tensor's values as rows. */
export function toMatrix(tensor: tf.Tensor2D): Matrix {
  const [rows, columns] = tensor.shape;
  const values = [...tensor.dataSync()];
  return Array.from({ length: rows }, (_, row) => values.slice(row * columns, (row + 1) * columns));
}

/**
 * Expects two matrices to agree to float32 accuracy: to `tolerance` times the largest expected value.
 * @param tolerance - relative; @defaultValue 1e-4
 */
export function expectMatrix(got: tf.Tensor2D, expected: Matrix, tolerance = 1e-4): void {
  expect(got.shape).toEqual([expected.length, expected[0]!.length]);
  const scale = expected.flat().reduce((max, value) => Math.max(max, Math.abs(value)), 1e-6);
  toMatrix(got).forEach((row, i) =>
    row.forEach((value, j) => {
      const error = Math.abs(value - expected[i]![j]!) / scale;
      expect(error, `element [${i}, ${j}]: got ${value}, expected ${expected[i]![j]!}`).toBeLessThan(
        tolerance,
      );
    }),
  );
}

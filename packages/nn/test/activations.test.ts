import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { hiddenActivation, normalisedRelu, relu } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

/** Equation (6) as printed: z-score of the magnitudes with gain β, ReLU, rescaling to [0, 1]. */
function printedEquation(row: number[], gain: number): number[] {
  const magnitudes = row.map(Math.abs);
  const mean = magnitudes.reduce((sum, value) => sum + value, 0) / row.length;
  const sd = Math.sqrt(magnitudes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length);
  const z = magnitudes.map((value) => Math.max(0, (gain * (value - mean)) / sd));
  const largest = Math.max(...z);
  return z.map((value) => value / largest);
}

test('equation (6) matches its scalar loops, whatever its gain', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 2, max: 20 }),
      (seed, rows, units) => {
        const currents = randomMatrix(rows, units, createStreams(seed).stream('currents'), -2, 2);
        tf.tidy(() => {
          const got = normalisedRelu(tf.tensor2d(currents));
          expectMatrix(
            got,
            currents.map((row) => printedEquation(row, 1)),
          );
          expectMatrix(
            got,
            currents.map((row) => printedEquation(row, 3.7)),
          );
        });
      },
    ),
  );
});

test.each([
  { name: 'all zero', row: [0, 0, 0] },
  { name: 'all equal', row: [0.5, 0.5, 0.5] },
  { name: 'one unit', row: [2] },
])('currents that are $name excite no unit', ({ row }) => {
  const activity = tf.tidy(() => [...normalisedRelu(tf.tensor2d([row])).dataSync()]);
  expect(activity).toEqual(row.map(() => 0));
});

test('the constraint chooses the activation', () => {
  expect(hiddenActivation(true)).toBe(normalisedRelu);
  expect(hiddenActivation(false)).toBe(relu);
});

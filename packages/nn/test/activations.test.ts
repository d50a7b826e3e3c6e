import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { hiddenActivation, normalisedRelu, normalisedReluAbove, relu } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

/** Equation (6) as printed: z-score of the magnitudes with gain β, ReLU above θ, rescaling to [0, 1]. */
function printedEquation(row: number[], gain: number, threshold = 0): number[] {
  const magnitudes = row.map(Math.abs);
  const mean = magnitudes.reduce((sum, value) => sum + value, 0) / row.length;
  const sd = Math.sqrt(magnitudes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length);
  const z = magnitudes.map((value) => Math.max(0, gain * ((value - mean) / sd - threshold)));
  const largest = Math.max(...z);
  return z.map((value) => value / largest);
}

/** How far the largest magnitude is above the smallest. */
function spread(row: number[]): number {
  const magnitudes = row.map(Math.abs);
  return Math.max(...magnitudes) - Math.min(...magnitudes);
}

test('equation (6) matches its scalar loops, whatever its gain', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 2, max: 20 }),
      (seed, rows, units) => {
        const currents = randomMatrix(rows, units, createStreams(seed).stream('currents'), -2, 2);
        // Where all magnitudes are nearly the same, their differences have no digits left in float32.
        fc.pre(currents.every((row) => spread(row) > 0.02));
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

const thresholds = fc.double({ min: -3, max: 1, noNaN: true });

test('with a threshold it matches its scalar loops', () => {
  fc.assert(
    fc.property(fc.nat(), thresholds, fc.integer({ min: 2, max: 20 }), (seed, threshold, units) => {
      const currents = randomMatrix(3, units, createStreams(seed).stream('currents'), -2, 2);
      fc.pre(currents.every((row) => spread(row) > 0.02));
      const expected = currents.map((row) => printedEquation(row, 1, threshold));
      // Where no unit is above the threshold, the printed quotient is 0/0.
      fc.pre(expected.flat().every((z) => !Number.isNaN(z)));
      // Where one is barely above it, the difference has no digits left in float32.
      fc.pre(expected.every((row, i) => row.every((z) => z === 0) || margin(currents[i]!, threshold) > 0.02));
      tf.tidy(() => expectMatrix(normalisedReluAbove(threshold)(tf.tensor2d(currents)), expected, 1e-4));
    }),
  );
});

/** How far the largest magnitude is above the threshold. */
function margin(row: number[], threshold: number): number {
  const magnitudes = row.map(Math.abs);
  const mean = magnitudes.reduce((sum, value) => sum + value, 0) / row.length;
  const sd = Math.sqrt(magnitudes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length);
  return Math.max(...magnitudes) - mean - threshold * sd;
}

test.each([-1, 0, 0.5])('a flat or dark row has a finite gradient at threshold %d', (threshold) => {
  const rows = [
    [0, 0, 0, 0],
    [0.5, 0.5, 0.5, 0.5],
  ];
  const gradient = tf.tidy(() => {
    const back = tf.grad((y) => normalisedReluAbove(threshold)(y as tf.Tensor2D));
    return [...back(tf.tensor2d(rows)).dataSync()];
  });
  expect(gradient.every(Number.isFinite)).toBe(true);
  const activity = tf.tidy(() => [...normalisedReluAbove(threshold)(tf.tensor2d(rows)).dataSync()]);
  expect(activity).toEqual(Array.from({ length: 8 }, () => 0));
});

test('threshold 0 is equation (6) itself, fused', () => {
  expect(normalisedReluAbove(0)).toBe(normalisedRelu);
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

test('the gradient of equation (6) matches finite differences', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 3, max: 12 }), (seed, units) => {
      const stream = createStreams(seed).stream('currents');
      const currents = randomMatrix(1, units, stream, -2, 2)[0]!;
      const weights = randomMatrix(1, units, stream)[0]!;
      const magnitudes = currents.map(Math.abs);
      const mean = magnitudes.reduce((sum, each) => sum + each, 0) / units;
      const sorted = magnitudes.toSorted((a, b) => b - a);
      // Away from the kinks: of |·| at 0, of the ReLU at the mean, and where two units share the maximum.
      fc.pre(magnitudes.every((each) => each > 0.02 && Math.abs(each - mean) > 0.02));
      fc.pre(sorted[0]! - sorted[1]! > 0.02);
      const score = (row: number[]): number =>
        printedEquation(row, 1).reduce((sum, z, i) => sum + z * weights[i]!, 0);
      const expected = currents.map((_, i) => {
        const moved = (by: number): number[] => currents.map((each, j) => each + (i === j ? by : 0));
        return (score(moved(1e-4)) - score(moved(-1e-4))) / 2e-4;
      });
      tf.tidy(() => {
        const gradient = tf.grad((y) => tf.sum(tf.mul(normalisedRelu(y as tf.Tensor2D), [weights])));
        // With one unit above the mean, z is constant: the terms of its gradient cancel.
        const scale = expected.reduce((max, each) => Math.max(max, Math.abs(each)), 1);
        expectMatrix(gradient(tf.tensor2d([currents])) as tf.Tensor2D, [expected], 1e-2, scale);
      });
    }),
  );
});

import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, toMatrix, type Matrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { outputHebbian } from '../../src/perturbed-head/hebbian-part.ts';
import { drawPerturbation, perturbationStep } from '../../src/perturbed-head/perturbation.ts';
import { drawSigns, rankOneStep } from '../../src/perturbed-head/rank-one.ts';
import { signPatterns } from '../../src/perturbed-head/sign-patterns.ts';

beforeAll(async () => {
  await openEngine();
});

const shapes = fc.record({
  samples: fc.integer({ min: 1, max: 9 }),
  inputs: fc.integer({ min: 1, max: 12 }),
  units: fc.integer({ min: 2, max: 11 }),
  seed: fc.nat(),
});

/** Σ_{n<count} f(n) */
function sum(count: number, f: (n: number) => number): number {
  let total = 0;
  for (let n = 0; n < count; n++) total += f(n);
  return total;
}

function matrix(rows: number, columns: number, f: (i: number, j: number) => number): Matrix {
  return Array.from({ length: rows }, (_row, i) => Array.from({ length: columns }, (_column, j) => f(i, j)));
}

test('equation (2) matches its scalar loops', () => {
  fc.assert(
    fc.property(shapes, ({ samples, inputs, units: classes, seed }) => {
      const stream = createStreams(seed).stream('equation-2');
      const x = randomMatrix(samples, inputs, stream, 0);
      const z = randomMatrix(samples, classes, stream, 0);
      const w = randomMatrix(inputs, classes, stream);

      const expected = matrix(inputs, classes, (i, j) => {
        const change = sum(
          samples,
          (n) => z[n]![j]! * (x[n]![i]! - sum(classes, (k) => (k === j ? 0 : z[n]![k]! * w[i]![k]!))),
        );
        return change / samples;
      });

      tf.tidy(() => expectMatrix(outputHebbian(tf.tensor2d(w), tf.tensor2d(x), tf.tensor2d(z)), expected));
    }),
  );
});

/** Mean cross-entropy of the batch with the kernel `w + sign ξ_p`. */
function meanError(x: Matrix, w: Matrix, xi: Matrix, p: number, sign: number, labels: number[]): number {
  const classes = w[0]!.length;
  return (
    sum(x.length, (n) => {
      const logits = Array.from({ length: classes }, (_, k) =>
        sum(w.length, (i) => x[n]![i]! * (w[i]![k]! + sign * xi[i]![p * classes + k]!)),
      );
      const largest = Math.max(...logits);
      return Math.log(sum(classes, (k) => Math.exp(logits[k]! - largest))) + largest - logits[labels[n]!]!;
    }) / x.length
  );
}

/**
 * Size of a term of equation (3), for an error of 1 or more. The engine rounds the errors to float32 before it
 * takes their difference, so where they nearly cancel, the step is only as accurate as this.
 */
function termSize(errors: number[], xi: Matrix, variance: number): number {
  const largest = xi.flat().reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return (Math.max(1, ...errors) * largest) / variance;
}

test.each([{ antithetic: false }, { antithetic: true }])(
  'equation (3), antithetic: $antithetic, matches its scalar loops',
  ({ antithetic }) => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 4 }), (shape, perturbations) => {
        const { samples, inputs, units: classes, seed } = shape;
        const stream = createStreams(seed).stream('equation-3');
        const x = randomMatrix(samples, inputs, stream, 0);
        // Some weights are exactly 0: they take no step.
        const w = randomMatrix(inputs, classes, stream).map((row) => row.map((value) => Math.max(0, value)));
        const labels = x.map(() => stream.integer(classes));
        // Large perturbations, so that differences of errors stand out of float32's rounding.
        const variance = 0.25;

        tf.tidy(() => {
          const xi = drawPerturbation([inputs, classes], perturbations, variance, stream);
          const rows = toMatrix(xi);
          const ups = Array.from({ length: perturbations }, (_, p) => meanError(x, w, rows, p, 1, labels));
          const others = ups.map((_, p) => meanError(x, w, rows, p, antithetic ? -1 : 0, labels));
          const slope = ups.map((up, p) => (up - others[p]!) / (antithetic ? 2 : 1));
          const expected = matrix(inputs, classes, (i, k) => {
            if (w[i]![k] === 0) return 0;
            return (
              -sum(perturbations, (p) => slope[p]! * rows[i]![p * classes + k]!) / (variance * perturbations)
            );
          });

          const kernel = tf.tensor2d(w);
          const activity = tf.tensor2d(x);
          const got = perturbationStep(kernel, {
            scores: tf.matMul(activity, kernel),
            shifts: tf.matMul(activity, xi),
            labels: tf.tensor1d(labels, 'int32'),
            xi,
            variance,
            antithetic,
          });
          expectMatrix(got, expected, 1e-5, termSize([...ups, ...others], rows, variance));
        });
      }),
    );
  },
);

describe('perturbations of rank one', () => {
  test.each([1, 2, 3, 4, 5, 10, 16, 17])(
    'the signs of %i classes are uncorrelated over the patterns',
    (classes) => {
      const patterns = signPatterns(classes);
      expect(patterns.length).toBeLessThanOrEqual(2 * classes);
      for (let k = 0; k < classes; k++) {
        for (let l = 0; l < classes; l++) {
          const correlation = patterns.reduce((total, pattern) => total + pattern[k]! * pattern[l]!, 0);
          expect(correlation).toBe(k === l ? patterns.length : 0);
        }
      }
    },
  );

  test('signs are −1 or 1, as often, and unlike from column to column', () => {
    const rows = tf.tidy(() => toMatrix(drawSigns(5000, 3, createStreams(1).stream('signs'))));
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      expect(rows.every((row) => Math.abs(row[a]!) === 1)).toBe(true);
      // Four standard deviations of a mean of 5000 signs.
      expect(Math.abs(sum(5000, (n) => rows[n]![a]!)) / 5000).toBeLessThan(4 / Math.sqrt(5000));
      expect(Math.abs(sum(5000, (n) => rows[n]![a]! * rows[n]![b]!)) / 5000).toBeLessThan(
        4 / Math.sqrt(5000),
      );
    }
  });

  test.each([
    { size: 'small', sd: 0.1 },
    // Products of exponentials leave the range of float64 within a few samples.
    { size: 'huge', sd: 200 },
  ])('equation (3) with $size ones matches its scalar loops', ({ sd }) => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 4 }), (shape, count) => {
        const { samples, inputs, units: classes, seed } = shape;
        const stream = createStreams(seed).stream('rank-one');
        const x = randomMatrix(samples, inputs, stream, 0);
        const w = randomMatrix(inputs, classes, stream).map((row) => row.map((value) => Math.max(0, value)));
        const labels = x.map(() => stream.integer(classes));
        const patterns = signPatterns(classes);

        tf.tidy(() => {
          const drawn = drawSigns(inputs, count, stream);
          const r = toMatrix(drawn);
          const pairs = count * patterns.length;
          // Column p·classes + k: pair p's perturbation of the weights to class k.
          const xi = matrix(inputs, pairs * classes, (i, column) => {
            const pair = Math.floor(column / classes);
            const pattern = patterns[pair % patterns.length]!;
            return sd * r[i]![Math.floor(pair / patterns.length)]! * pattern[column % classes]!;
          });
          const ups = Array.from({ length: pairs }, (_, p) => meanError(x, w, xi, p, 1, labels));
          const downs = ups.map((_, p) => meanError(x, w, xi, p, -1, labels));
          const slopes = ups.map((up, p) => (up - downs[p]!) / 2);
          const expected = matrix(inputs, classes, (i, k) =>
            w[i]![k] === 0
              ? 0
              : -sum(pairs, (p) => slopes[p]! * xi[i]![p * classes + k]!) / (sd * sd * pairs),
          );

          const kernel = tf.tensor2d(w);
          const activity = tf.tensor2d(x);
          const got = rankOneStep(kernel, {
            probabilities: tf.softmax(tf.matMul(activity, kernel)),
            projections: tf.matMul(activity, drawn),
            labels: tf.tensor1d(labels, 'int32'),
            signs: drawn,
            variance: sd * sd,
          });
          expectMatrix(got, expected, 1e-5, termSize([...ups, ...downs], xi, sd * sd));
        });
      }),
    );
  });
});

test('perturbations have the requested variance', () => {
  const xi = tf.tidy(() => [
    ...drawPerturbation([400, 10], 5, 0.04, createStreams(1).stream('xi')).dataSync(),
  ]);
  expect(xi).toHaveLength(20_000);
  expect(sum(xi.length, (n) => xi[n]! ** 2) / xi.length).toBeCloseTo(0.04, 2);
});

import { createStreams } from '@hebbench/core';
import { expectValues } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { openEngine, ROW_GAINS, vectorKernels, type RowGain, type VectorKernels } from '../src/index.ts';

let kernels: VectorKernels;

beforeAll(async () => {
  await openEngine({ engine: 'wasm' });
  kernels = vectorKernels()!;
});

const EPSILON = 1e-8;
const RUNS = { numRuns: 30 };
const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
const rms = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((each) => each ** 2)) + EPSILON ** 2);

/** Scalar loops in float64. */
function standardiseRow(x: readonly number[], gain: RowGain): number[] {
  const d = x.map((each) => each - mean(x));
  const factor = {
    one: () => 1 / rms(d),
    deviation: () => 1,
    length: () => rms(x) / rms(d),
    maximum: () => Math.max(...x) / (Math.max(...d) + EPSILON),
    mean: () => mean(x) / (mean(d.map(Math.abs)) + EPSILON),
  }[gain]();
  return d.map((each) => factor * each);
}

function rescaleRow(y: readonly number[]): number[] {
  const e = y.map((each) => Math.max(0, each));
  return e.map((each) => each / (Math.max(...e) + EPSILON));
}

/** Slopes of `Σ g f(x)` by central differences. */
function slopes(f: (row: number[]) => number[], x: readonly number[], g: readonly number[]): number[] {
  const at = (i: number, by: number): number =>
    f(x.map((each, j) => (i === j ? each + by : each))).reduce((sum, each, j) => sum + each * g[j]!, 0);
  return x.map((_, i) => (at(i, 1e-6) - at(i, -1e-6)) / 2e-6);
}

function expectRows(got: tf.Tensor2D, expected: readonly (readonly number[])[], tolerance: number): void {
  const scale = expected.flat().reduce((most, each) => Math.max(most, Math.abs(each)), 1);
  expectValues(got.dataSync(), expected.flat(), tolerance * scale);
}

/** Rows as pixels and activity are: none negative, many of them 0; and gradients. */
const rows = fc.record({
  count: fc.integer({ min: 1, max: 4 }),
  columns: fc.integer({ min: 3, max: 23 }),
  seed: fc.nat(),
});

function draw({ count, columns, seed }: { count: number; columns: number; seed: number }): {
  x: number[][];
  g: number[][];
} {
  const streams = createStreams(seed);
  const matrix = (name: string, low: number): number[][] =>
    Array.from({ length: count }, (_, row) => [
      ...streams.stream(`${name}-${row}`).fillUniform(new Float32Array(columns), low, 1),
    ]);
  return { x: matrix('x', -0.5).map((row) => row.map((each) => Math.max(0, each))), g: matrix('g', -1) };
}

/** Whether a row has a single largest value and enough spread for finite differences. */
function isSmooth(row: readonly number[]): boolean {
  const sorted = row.toSorted((a, b) => b - a);
  const away = row.every((each) => Math.abs(each - mean(row)) > 1e-3);
  return sorted[0]! - sorted[1]! > 1e-2 && away;
}

test.each(ROW_GAINS)('standardiseRows and its gradient are their scalar loops, gain %s', (gain) => {
  fc.assert(
    fc.property(rows, (shape) => {
      const { x, g } = draw(shape);
      fc.pre(x.every(isSmooth));
      tf.tidy(() => {
        const tensor = tf.tensor2d(x);
        expectRows(
          kernels.standardiseRows(tensor, gain, EPSILON),
          x.map((row) => standardiseRow(row, gain)),
          1e-5,
        );
        expectRows(
          kernels.standardiseRowsGradient(tensor, tf.tensor2d(g), gain, EPSILON),
          x.map((row, n) => slopes((each) => standardiseRow(each, gain), row, g[n]!)),
          1e-3,
        );
      });
    }),
    RUNS,
  );
});

test('rescaleRows and its gradient are their scalar loops', () => {
  fc.assert(
    fc.property(rows, (shape) => {
      const { x, g } = draw(shape);
      // Values of both signs, and none at the kink.
      const y = x.map((row) => row.map((each) => (each === 0 ? -0.5 : each)));
      fc.pre(y.every((row) => isSmooth(row) && row.every((each) => Math.abs(each) > 1e-3)));
      tf.tidy(() => {
        const tensor = tf.tensor2d(y);
        expectRows(kernels.rescaleRows(tensor, EPSILON), y.map(rescaleRow), 1e-5);
        expectRows(
          kernels.rescaleRowsGradient(tensor, tf.tensor2d(g), EPSILON),
          y.map((row, n) => slopes(rescaleRow, row, g[n]!)),
          1e-3,
        );
      });
    }),
    RUNS,
  );
});

test.each(ROW_GAINS)('rows of equal values become 0, with a finite gradient, gain %s', (gain) => {
  tf.tidy(() => {
    const values = [0, 1, 0.3, 0.1];
    const x = tf.tensor2d(values.map((value) => Array.from({ length: 37 }, () => value)));
    expect([...kernels.standardiseRows(x, gain, EPSILON).dataSync()].map(Math.abs)).toEqual(
      Array.from({ length: x.size }, () => 0),
    );
    const gradient = kernels.standardiseRowsGradient(x, tf.randomUniform(x.shape), gain, EPSILON);
    expect([...gradient.dataSync()].every(Number.isFinite)).toBe(true);
  });
});

test.each(ROW_GAINS)('NaN stays NaN, gain %s', (gain) => {
  tf.tidy(() => {
    const x = tf.tensor2d([[0.1, Number.NaN, 0.3, 0.4, 0.5]]);
    expect([...kernels.standardiseRows(x, gain, EPSILON).dataSync()].every(Number.isNaN)).toBe(true);
  });
});

test('a row without a response stays silent, with a gradient of 0', () => {
  tf.tidy(() => {
    const y = tf.tensor2d([[0, -1, -0.5, 0, -2]]);
    const results = [
      kernels.rescaleRows(y, EPSILON),
      kernels.rescaleRowsGradient(y, tf.onesLike(y), EPSILON),
    ];
    for (const each of results) expect([...each.dataSync()].map(Math.abs)).toEqual([0, 0, 0, 0, 0]);
  });
});

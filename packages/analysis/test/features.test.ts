import { openEngine } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  amariDistance,
  basisGains,
  equivalentComponents,
  excessKurtosis,
  heldOut,
  meanAbsoluteCorrelation,
  overlap,
  pcaError,
  principalAngleCosines,
  principalComponents,
  reconstructionOf,
} from '../src/index.ts';
import { normal, withRows } from './tensors.ts';

beforeAll(() => openEngine({ engine: 'wasm' }));

describe('correlation between units', () => {
  test.each([
    {
      units: 'one unit and its opposite',
      columns: [
        [1, 2, 4, 3],
        [-1, -2, -4, -3],
      ],
      expected: 1,
    },
    {
      units: 'two that do not go together',
      columns: [
        [1, -1, 1, -1],
        [1, 1, -1, -1],
      ],
      expected: 0,
    },
    {
      units: 'two, and one that is always silent',
      columns: [
        [0, 1, 2],
        [0, 2, 4],
        [0, 0, 0],
      ],
      expected: 1,
    },
    {
      units: 'one that varies',
      columns: [
        [0, 1, 2],
        [5, 5, 5],
      ],
      expected: undefined,
    },
  ])('of $units: $expected', ({ columns, expected }) => {
    const rows = columns[0]!.map((_, i) => columns.map((column) => column[i]!));
    const found = withRows(rows, meanAbsoluteCorrelation);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(expected, 5);
  });

  test('does not change with the units’ scale and level', () => {
    const rows = Array.from({ length: 50 }, (_, i) => [...normal(4, i)]);
    const changed = rows.map((row) => row.map((value, unit) => value * 10 ** (unit - 2) + unit));
    expect(withRows(changed, meanAbsoluteCorrelation)).toBeCloseTo(
      withRows(rows, meanAbsoluteCorrelation)!,
      3,
    );
  });
});

test('kurtosis of two values that are equally frequent, and of one that is seldom', () => {
  const rows = Array.from({ length: 100 }, (_, i) => [i % 2 ? 1e-7 : -1e-7, i === 0 ? 1 : 0, 3]);
  const [even, seldom, ...others] = withRows(rows, excessKurtosis);
  expect(even).toBeCloseTo(-2, 4);
  // (1 − 3 p (1 − p)) / (p (1 − p)) − 3 with p = 0.01.
  expect(seldom).toBeCloseTo(0.9703 / 0.0099 - 3, 2);
  expect(others).toEqual([]);
});

/** Samples that vary along known directions of an orthonormal basis (of Householder), about a known mean. */
function samplesAlong(deviations: readonly number[], level: number): number[][] {
  const inputs = deviations.length;
  const mirror = (i: number, j: number): number => (i === j ? 1 : 0) - 2 / inputs;
  // Both signs of each direction: the mean is exact.
  return deviations.flatMap((deviation, along) =>
    [1, -1].map((sign) =>
      Array.from({ length: inputs }, (_, i) => level + sign * deviation * mirror(along, i)),
    ),
  );
}

describe('principal components', () => {
  const deviations = Array.from({ length: 40 }, (_, i) => 10 * 0.8 ** i);
  const rows = samplesAlong(deviations, 0.5);

  test.each([5, 40])('%i of samples whose directions are known', (count) => {
    const pca = withRows(rows, (x) => principalComponents(x, { count }));
    expect(pca.variances).toHaveLength(count);
    pca.variances
      .slice(0, 5)
      .forEach((variance, i) => expect(variance / (deviations[i]! ** 2 / 40)).toBeCloseTo(1, 3));
    expect(pca.total).toBeCloseTo(deviations.reduce((sum, d) => sum + d ** 2, 0) / 40, 3);
    pca.mean.forEach((mean) => expect(mean).toBeCloseTo(0.5, 5));
    const first = [...pca.components.subarray(0, 40)];
    expect(Math.abs(first[0]!)).toBeCloseTo(1 - 2 / 40, 3);
    expect(Math.abs(first[1]!)).toBeCloseTo(2 / 40, 3);
  });

  test('about 0 begin with the mean where that is large', () => {
    const pca = withRows(samplesAlong([1, 0.5, 0.2], 10), (x) =>
      principalComponents(x, { count: 3, centred: false }),
    );
    expect(pca.components.subarray(0, 3).map(Math.abs)).toEqual(
      expect.objectContaining(
        Object.fromEntries([0, 1, 2].map((i) => [i, expect.closeTo(1 / Math.sqrt(3), 2)])),
      ),
    );
    expect([...pca.mean]).toEqual([0, 0, 0]);
  });

  test('explain what reconstructions are held against', () => {
    const pca = withRows(samplesAlong([2, 1, 1, 0], 0.5), (x) => principalComponents(x, { count: 4 }));
    expect([0, 1, 3].map((count) => pcaError(pca, count))).toEqual(
      [1, 2 / 6, 0].map((share) => expect.closeTo(share, 4)),
    );
    expect([1, 0.5, 0.2].map((error) => equivalentComponents(pca, error))).toEqual([0, 1, 2]);
    expect(equivalentComponents({ ...pca, variances: pca.variances.slice(0, 1) }, 0.2)).toBeUndefined();
  });
});

test('components of some samples explain of others what these have along them', () => {
  withRows(samplesAlong([2, 1, 1, 0], 0.5), (x) => {
    tf.tidy(() => {
      const pca = principalComponents(x, { count: 4 });
      expect(heldOut(pca, x).variances).toEqual(pca.variances.map((variance) => expect.closeTo(variance, 4)));
      // The first direction of four, whatever its sign, and one at right angles to it.
      const others = tf.tensor2d(
        [
          [1, -1, -1, -1],
          [0, 1, -1, 0],
        ].map((row) => row.map((value) => value + 0.5)),
      );
      const found = heldOut(pca, others);
      expect(found.variances[0]).toBeCloseTo(2, 3);
      expect(pcaError(found, 1)).toBeCloseTo(1 / 3, 3);
    });
  });
});

test('gains of a basis are those of its own vectors, and of the sources that they are sums of', () => {
  tf.tidy(() => {
    const sources = tf.tensor2d([
      [1, 0, 0],
      [0, 1, 1],
    ]);
    const swapped = tf.tensor2d([
      [0, 2, 2],
      [-1, 0, 0],
    ]);
    const found = basisGains(swapped, sources);
    [0, 0.5, -1, 0].forEach((gain, i) => expect(found[i]).toBeCloseTo(gain, 5));
    expect(amariDistance(found, 2)).toBeCloseTo(0, 5);
    const sums = tf.tensor2d([
      [1, 1, 1],
      [1, -1, -1],
    ]);
    expect(amariDistance(basisGains(sums, sources), 2)).toBeCloseTo(1, 5);
  });
});

test('principal angles between a plane and one that is turned about a line of it', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: Math.PI / 2, noNaN: true }), (angle) => {
      const plane = [1, 0, 0, 0, 3, 0];
      const turned = [2, 0, 0, 5, Math.cos(angle), Math.sin(angle)];
      const [first, second] = principalAngleCosines(plane, turned, 3);
      expect(first).toBeCloseTo(1, 6);
      expect(second).toBeCloseTo(Math.cos(angle), 6);
      expect(overlap([first!, second!])).toBeCloseTo((1 + Math.cos(angle) ** 2) / 2, 6);
    }),
    { numRuns: 30 },
  );
});

test('reconstructions: the samples, their mean, half of them, nothing', () => {
  const rows = [
    [1, 0, 2],
    [0, 3, 1],
    [2, 0, 0],
  ];
  withRows(rows, (x) => {
    tf.tidy(() => {
      expect(reconstructionOf(x, x)).toMatchObject({ error: 0, scale: 1 });
      const mean = tf.mul(tf.onesLike(x), tf.mean(x, 0)) as tf.Tensor2D;
      expect(reconstructionOf(x, mean).error).toBeCloseTo(1, 5);
      const half = reconstructionOf(x, tf.mul(x, 0.5));
      expect(half).toMatchObject({ scale: 2, scaledError: 0 });
      expect(half.error).toBeGreaterThan(0);
      expect(reconstructionOf(x, tf.zerosLike(x)).scale).toBe(0);
    });
  });
});

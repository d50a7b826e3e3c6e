import { openEngine } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  amariDistance,
  basisOfSources,
  bestMatches,
  fastIca,
  principalComponents,
  whiten,
  whitener,
} from '../src/index.ts';
import { normal, withRows } from './tensors.ts';

beforeAll(() => openEngine({ engine: 'wasm' }));

describe('Amari distance', () => {
  test('is 0 for sources in another order, sign and scale, and 1 for an even mixture', () => {
    expect(amariDistance([0, -3, 0, 0, 0, 0.1, 2, 0, 0], 3)).toBe(0);
    expect(
      amariDistance(
        Array.from({ length: 9 }, () => -2),
        3,
      ),
    ).toBe(1);
    expect(amariDistance([1, 0, 0, 0], 2)).toBe(0.5);
  });

  test('does not change with order and sign of what was found, and lies in [0, 1]', () => {
    const matrix = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(matrix, (gains) => {
        const distance = amariDistance(gains, 3);
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(distance).toBeLessThanOrEqual(1);
        const other = [...gains.slice(3), ...gains.slice(0, 3)].map((gain) => -gain);
        expect(amariDistance(other, 3)).toBeCloseTo(distance, 10);
      }),
    );
  });
});

describe('FastICA', () => {
  const MIXING = [
    [1, 1, 1, 0.2],
    [0.5, 2, 1, 0.3],
    [1.5, 1, 2, 0.1],
    [0.3, 0.2, 0.4, 1],
  ];
  const sources = Array.from({ length: 600 }, (_, i) => [
    Math.sin(i / 7),
    Math.sign(Math.sin(i / 11)),
    ((i % 37) / 37) * 2 - 1,
    ((i * i) % 101) / 101 - 0.5,
  ]);
  const mixed = sources.map((source) =>
    MIXING.map((row) => row.reduce((sum, a, j) => sum + a * source[j]!, 0)),
  );

  test('finds sources as well as scikit-learn does', () => {
    withRows(mixed, (x) => {
      tf.tidy(() => {
        const pca = principalComponents(x, { count: 4 });
        const white = whiten(x, pca);
        const { unmixing, converged } = fastIca(white, { start: normal(16), tolerance: 1e-6 });
        expect(converged).toBe(true);
        const gains = tf.matMul(tf.matMul(tf.tensor2d(unmixing, [4, 4]), whitener(pca)), tf.tensor2d(MIXING));
        // scikit-learn 1.9.1, FastICA(algorithm='parallel', fun='logcosh', tol=1e-8) on the same mixtures: 0.01268.
        expect(amariDistance(gains.dataSync(), 4)).toBeCloseTo(0.01268, 3);
        const columns = tf.transpose(tf.tensor2d(MIXING));
        for (const match of bestMatches(columns, basisOfSources(unmixing, pca)))
          expect(match).toBeGreaterThan(0.99);
      });
    });
  });

  test('whitened samples have no correlation and variance 1', () => {
    const covariance = withRows(mixed, (x) =>
      tf.tidy(() => {
        const white = whiten(x, principalComponents(x, { count: 4 }));
        return tf.div(tf.matMul(white, white, true, false), mixed.length).arraySync() as number[][];
      }),
    );
    covariance.forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(i === j ? 1 : 0, 2)));
  });
});

test('the best match of a vector is the one that points its way or the opposite, not the longest', () => {
  tf.tidy(() => {
    const wanted = tf.tensor2d([
      [1, 0],
      [0, 1],
    ]);
    const offered = tf.tensor2d([
      [-5, 0],
      [0, 0],
      [100, 100],
    ]);
    expect([...bestMatches(wanted, offered)]).toEqual([
      expect.closeTo(1, 5),
      expect.closeTo(Math.SQRT1_2, 5),
    ]);
  });
});

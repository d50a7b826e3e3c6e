import { createStreams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine, vectorKernels, type VectorKernels } from '../src/index.ts';

let kernels: VectorKernels;
beforeAll(async () => {
  await openEngine({ engine: 'wasm' });
  kernels = vectorKernels()!;
});

// Around the width of a vector, and of the sixteen values that are tested at once.
const columns = fc.integer({ min: 1, max: 53 });
const rows = fc.integer({ min: 1, max: 5 });

function draw(count: number, seed: number, name: string): Float32Array {
  return createStreams(seed).stream(name).fillUniform(new Float32Array(count), -2, 2);
}

describe('rankRows', () => {
  const ranked = (values: readonly number[], rank: number): number[] => {
    const x = tf.tensor2d([...values], [1, values.length]);
    const found = [...kernels.rankRows(x, rank)];
    x.dispose();
    return found;
  };

  test('agrees with sorting; of equal values the lower column ranks first', () => {
    fc.assert(
      fc.property(rows, columns, fc.nat(), fc.nat(), fc.boolean(), (count, width, seed, at, coarse) => {
        const rank = 1 + (at % width);
        const values = draw(count * width, seed, 'x').map((value) => (coarse ? Math.round(value) : value));
        const x = tf.tensor2d(values, [count, width]);
        const expected = Array.from({ length: count }, (_, row) => {
          const line = [...values.subarray(row * width, (row + 1) * width)];
          // Sorting is stable.
          const order = line.map((_value, column) => column).toSorted((a, b) => line[b]! - line[a]!);
          return [order[0], order[rank - 1]];
        });
        expect([...kernels.rankRows(x, rank)]).toEqual(expected.flat());
        x.dispose();
      }),
    );
  });

  test.each([
    { name: 'NaN ranks nowhere', values: [NaN, 1, NaN, 3, 2], rank: 2, expected: [3, 4] },
    { name: 'too few values above −∞', values: [NaN, 1, -Infinity], rank: 2, expected: [1, -1] },
    { name: '∞ is the largest', values: [0, Infinity, 5], rank: 3, expected: [1, 0] },
  ])('$name', ({ values, rank, expected }) => {
    expect(ranked(values, rank)).toEqual(expected);
  });
});

test('addRows is its scalar loop to the bit, pair after pair', () => {
  const pair = fc.tuple(fc.nat(), fc.nat(), fc.double({ min: -3, max: 3, noNaN: true }));
  fc.assert(
    fc.property(rows, columns, fc.nat(), fc.array(pair, { maxLength: 9 }), (count, width, seed, pairs) => {
      const [y, x] = [draw(count * width, seed, 'y'), draw(count * width, seed, 'x')];
      const [target, source] = [tf.tensor2d(y, [count, width]), tf.tensor2d(x, [count, width])];
      const got = kernels.addRows(target, source, {
        to: Int32Array.from(pairs, ([to]) => to % count),
        from: Int32Array.from(pairs, ([, from]) => from % count),
        factors: Float64Array.from(pairs, ([, , factor]) => factor),
      });
      let largest = 0;
      for (const [to, from, factor] of pairs) {
        for (let i = 0; i < width; i++) {
          const at = (to % count) * width + i;
          const sum = y[at]! + factor * x[(from % count) * width + i]!;
          largest = Math.max(largest, Math.abs(sum));
          y[at] = sum;
        }
      }
      expect(got).toBe(largest);
      expect([...target.dataSync()]).toEqual([...y]);
      tf.dispose([target, source]);
    }),
  );
});

test('stepRows is its scalar loop to the bit', () => {
  fc.assert(
    fc.property(
      columns,
      fc.nat(),
      fc.boolean(),
      fc.constantFrom(1, 2, 3),
      (width, seed, bounded, exponent) => {
        const floor = bounded ? 0 : -Infinity;
        const [w, p, d] = ['w', 'p', 'd'].map((name) => draw(3 * width, seed, name));
        const variables = [w!, p!].map((values) => tf.variable(tf.tensor2d(values, [3, width])));
        const changes = tf.tensor2d(d!.subarray(0, 2 * width), [2, width]);
        const to = Int32Array.of(2, 0);
        kernels.stepRows({
          w: variables[0] as tf.Variable<tf.Rank.R2>,
          p: variables[1] as tf.Variable<tf.Rank.R2>,
          d: changes,
          to,
          rate: 0.3,
          floor,
          exponent,
        });
        to.forEach((row, place) => {
          for (let i = 0; i < width; i++) {
            const changed = Math.max(floor, w![row * width + i]! + 0.3 * d![place * width + i]!);
            w![row * width + i] = changed;
            p![row * width + i] = [changed, changed * Math.abs(changed), changed * changed * changed][
              exponent - 1
            ]!;
          }
        });
        expect([...variables[0]!.dataSync()]).toEqual([...w!]);
        expect([...variables[1]!.dataSync()]).toEqual([...p!]);
        tf.dispose([...variables, changes]);
      },
    ),
  );
});

test('NaN stays: it is no largest value, and no floor takes its place', () => {
  const [y, x] = [tf.tensor2d([[1, 2, 3]]), tf.tensor2d([[NaN, 1, NaN]])];
  const once = { to: Int32Array.of(0), from: Int32Array.of(0), factors: Float64Array.of(1) };
  expect(kernels.addRows(y, x, once)).toBe(3);
  expect([...y.dataSync()]).toEqual([NaN, 3, NaN]);
  const [w, p] = [tf.variable(tf.ones<tf.Rank.R2>([1, 3])), tf.variable(tf.ones<tf.Rank.R2>([1, 3]))];
  kernels.stepRows({ w, p, d: y, to: Int32Array.of(0), rate: 1, floor: 0, exponent: 2 });
  expect([...w.dataSync()]).toEqual([NaN, 4, NaN]);
  expect([...p.dataSync()]).toEqual([NaN, 16, NaN]);
  tf.dispose([y, x, w, p]);
});

test.each([-1, 2])('row %d of two is refused', (row) => {
  const [y, x] = [tf.zeros<tf.Rank.R2>([2, 3]), tf.zeros<tf.Rank.R2>([2, 3])];
  const factors = Float64Array.of(1);
  const [good, bad] = [Int32Array.of(0), Int32Array.of(row)];
  expect(() => kernels.addRows(y, x, { to: bad, from: good, factors })).toThrow(RangeError);
  expect(() => kernels.addRows(y, x, { to: good, from: bad, factors })).toThrow(
    `Row ${row} of a matrix of 2 rows`,
  );
  tf.dispose([y, x]);
});

import { createStreams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine, vectorKernels, type RowChanges, type VectorKernels } from '../src/index.ts';

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

/** Terms of each of some units: rows of x, or their complements. */
function listed(terms: readonly (readonly number[])[]): Pick<RowChanges, 'starts' | 'terms'> {
  const starts = Int32Array.of(0, ...terms.map((_, i) => terms.slice(0, i + 1).flat().length));
  return { starts, terms: Int32Array.from(terms.flat()) };
}

test('changeRows is its scalar loop to the bit, term after term', () => {
  const terms = fc.array(fc.array(fc.integer({ min: -4, max: 3 }), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(
      columns,
      fc.nat(),
      terms,
      fc.double({ min: -3, max: 3, noNaN: true }),
      (width, seed, of, factor) => {
        const [x, w] = [draw(4 * width, seed, 'x'), draw(6 * width, seed, 'w')];
        const tensors = [tf.tensor2d(x, [4, width]), tf.tensor2d(w, [6, width])] as const;
        const units = Int32Array.from(of, (_, place) => 5 - place);
        const decay = Float64Array.from(of, (_, place) => place - 1.3);
        const before = tf.memory().numTensors;
        const got = kernels.changeRows({ x: tensors[0], w: tensors[1], units, factor, decay, ...listed(of) });
        let largest = 0;
        const expected = of.map((sum, place) => {
          const sums = new Float32Array(width);
          for (const row of sum) {
            for (let i = 0; i < width; i++)
              sums[i] = sums[i]! + (row >= 0 ? x[row * width + i]! : factor * x[~row * width + i]!);
          }
          for (let i = 0; i < width; i++) {
            const change = sums[i]! - decay[place]! * w[units[place]! * width + i]!;
            largest = Math.max(largest, Math.abs(change));
            sums[i] = change;
          }
          return [...sums];
        });
        expect(got.largest).toBe(largest);
        expect([...got.changes.dataSync()].slice(0, of.length * width)).toEqual(expected.flat());
        expect(tf.memory().numTensors).toBe(before + 1);
        tf.dispose([...tensors, got.changes]);
      },
    ),
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
  const [x, old] = [tf.tensor2d([[NaN, 1, NaN]]), tf.tensor2d([[-1, -2, -3]])];
  const once = { units: Int32Array.of(0), factor: 1, decay: Float64Array.of(1), ...listed([[0]]) };
  const { changes, largest } = kernels.changeRows({ x, w: old, ...once });
  expect(largest).toBe(3);
  expect([...changes.dataSync()]).toEqual([NaN, 3, NaN]);
  const [w, p] = [tf.variable(tf.ones<tf.Rank.R2>([1, 3])), tf.variable(tf.ones<tf.Rank.R2>([1, 3]))];
  kernels.stepRows({ w, p, d: changes, to: Int32Array.of(0), rate: 1, floor: 0, exponent: 2 });
  expect([...w.dataSync()]).toEqual([NaN, 4, NaN]);
  expect([...p.dataSync()]).toEqual([NaN, 16, NaN]);
  tf.dispose([x, old, changes, w, p]);
});

describe('changeRows refuses what lies outside', () => {
  const good = { units: [0], starts: [0, 1], terms: [1] };
  test.each([
    { name: 'a row of w', bad: { units: [2] }, message: 'Row 2 of a matrix of 2 rows' },
    { name: 'a row before x', bad: { terms: [-4] }, message: 'Row 3 of a matrix of 3 rows' },
    { name: 'a row of x', bad: { terms: [3] }, message: 'Row 3 of a matrix of 3 rows' },
    { name: 'terms', bad: { starts: [0, 2] }, message: 'Terms 0 … 2 of 1' },
    { name: 'units without terms', bad: { units: [0, 1], starts: [0, 1, 1] }, message: '2 rows that change' },
  ])('$name', ({ bad, message }) => {
    const lists = { ...good, ...bad };
    const [x, w] = [tf.zeros<tf.Rank.R2>([3, 4]), tf.zeros<tf.Rank.R2>([2, 4])];
    const change = (): unknown =>
      kernels.changeRows({
        x,
        w,
        units: Int32Array.from(lists.units),
        starts: Int32Array.from(lists.starts),
        terms: Int32Array.from(lists.terms),
        factor: 1,
        decay: new Float64Array(2),
      });
    expect(change).toThrow(RangeError);
    expect(change).toThrow(message);
    tf.dispose([x, w]);
  });
});

import { expectValues } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  accumulateMatMul,
  addMatMul,
  measureGflops,
  openEngine,
  rangeToTensor,
  readInPlace,
  rowsToTensor,
  updateInPlace,
  vectorKernels,
} from '../src/index.ts';
import type { EngineName } from '../src/index.ts';
import { describeImages } from './describe-images.ts';

type Matrix = number[][];

// No denormals: TensorFlow takes them for 0.
const values = fc
  .float({ min: -2, max: 2, noNaN: true })
  .map((value) => (Math.abs(value) < 2 ** -126 ? 0 : value));
const flags = fc.record({ transposeA: fc.boolean(), transposeB: fc.boolean() });
const sizes = fc.record({
  m: fc.integer({ min: 1, max: 19 }),
  n: fc.integer({ min: 1, max: 19 }),
  k: fc.integer({ min: 1, max: 33 }),
});

function matrices(rows: number, columns: number): fc.Arbitrary<Matrix> {
  const row = fc.array(values, { minLength: columns, maxLength: columns });
  return fc.array(row, { minLength: rows, maxLength: rows });
}

/** A product's operands as they are stored: transposed where a flag says so. */
const products = fc.tuple(sizes, flags).chain(([{ m, n, k }, { transposeA, transposeB }]) =>
  fc.record({
    a: transposeA ? matrices(k, m) : matrices(m, k),
    b: transposeB ? matrices(n, k) : matrices(k, n),
    c: matrices(m, n),
    transposeA: fc.constant(transposeA),
    transposeB: fc.constant(transposeB),
  }),
);

function transposed(x: Matrix, flag: boolean): Matrix {
  return flag ? x[0]!.map((_, j) => x.map((row) => row[j]!)) : x;
}

/** The product in float64. */
function multiply(a: Matrix, b: Matrix, transposeA: boolean, transposeB: boolean): Matrix {
  const [left, right] = [transposed(a, transposeA), transposed(b, transposeB)];
  return left.map((row) =>
    right[0]!.map((_, j) => row.reduce((sum, value, i) => sum + value * right[i]![j]!, 0)),
  );
}

function expectClose(got: tf.Tensor, expected: Matrix, tolerance = 1e-4): void {
  expectValues(got.dataSync(), expected.flat(), (value) => tolerance * (1 + Math.abs(value)));
}

/** The conformance suite of an engine: what rules rely on, whatever computes. */
export function describeEngine(name: EngineName): void {
  describe(`engine ${name}`, () => {
    beforeAll(async () => {
      expect((await openEngine({ engine: name, threads: 2 })).name).toBe(name);
    });

    test('matrix products with all transposes match float64', () => {
      fc.assert(
        fc.property(products, ({ a, b, transposeA, transposeB }) => {
          tf.tidy(() => {
            const got = tf.matMul(tf.tensor2d(a), tf.tensor2d(b), transposeA, transposeB);
            expectClose(got, multiply(a, b, transposeA, transposeB));
          });
        }),
      );
    });

    test.each([
      { a: [2, 3], b: [2, 3], transposeA: false, transposeB: false },
      { a: [2, 3], b: [3, 2], transposeA: true, transposeB: false },
      { a: [2, 3], b: [3, 2], transposeA: false, transposeB: true },
      { a: [2, 3], b: [3, 3], transposeA: true, transposeB: true },
      { a: [4, 2, 3], b: [2, 3], transposeA: false, transposeB: false },
    ])('factors that do not fit are an error: $a · $b', ({ a, b, transposeA, transposeB }) => {
      tf.tidy(() => {
        expect(() => tf.matMul(tf.ones(a), tf.ones(b), transposeA, transposeB)).toThrow(
          /fit|must match|incompatible|shape/i,
        );
      });
    });

    test.each([
      { a: [3, 4, 5], b: [3, 5, 2] },
      { a: [1, 4, 5], b: [3, 5, 2] },
      { a: [2, 3, 4, 5], b: [3, 5, 2] },
      { a: [2, 1, 4, 5], b: [1, 3, 5, 2] },
    ])('batched products broadcast: $a · $b', ({ a, b }) => {
      tf.tidy(() => {
        const left = tf.reshape(tf.range(0, tf.util.sizeFromShape(a)), a);
        const right = tf.reshape(tf.cos(tf.range(0, tf.util.sizeFromShape(b))), b);
        const got = tf.matMul(left, right);
        // The same by broadcasting an elementwise product and summing.
        const expected = tf.sum(tf.mul(tf.expandDims(left, -1), tf.expandDims(right, -3)), -2);
        expect(got.shape).toEqual(expected.shape);
        expectClose(got, [[...expected.dataSync()]], 1e-3);
      });
    });

    test('fused products add the bias and apply the activation', () => {
      tf.tidy(() => {
        const a = tf.tensor2d([
          [1, -2],
          [3, 4],
        ]);
        const b = tf.tensor2d([
          [1, 0],
          [-1, 2],
        ]);
        const got = tf.fused.matMul({
          a,
          b,
          transposeB: true,
          bias: tf.tensor1d([0.5, -20]),
          activation: 'relu',
        });
        expectClose(got, [
          [1.5, 0],
          [3.5, 0],
        ]);
      });
    });

    test.each([
      { a: [0, 5], b: [5, 3] },
      { a: [4, 5], b: [5, 0] },
      { a: [4, 0], b: [0, 3] },
    ])('an empty product has the right shape: $a · $b', ({ a, b }) => {
      tf.tidy(() => {
        const got = tf.matMul(
          tf.zeros<tf.Rank.R2>(a as [number, number]),
          tf.zeros<tf.Rank.R2>(b as [number, number]),
        );
        expect(got.shape).toEqual([a[0], b[1]]);
        expect([...got.dataSync()].every((value) => value === 0)).toBe(true);
      });
    });

    test('a product sees what was changed in place since the last one', () => {
      const w = tf.variable(tf.ones<tf.Rank.R2>([3, 2]));
      const kernels = vectorKernels();
      const product = (): number[] => tf.tidy(() => [...tf.matMul(tf.ones([1, 3]), w).dataSync()]);
      expect(product()).toEqual([3, 3]);
      updateInPlace([w], ([view]) => view!.fill(2));
      expect(product()).toEqual([6, 6]);
      accumulateMatMul(w, tf.ones([3, 1]), tf.ones([1, 2]));
      expect(product()).toEqual([9, 9]);
      kernels?.descend(w, tf.ones([3, 2]), 1, 0);
      expect(product()).toEqual(kernels ? [6, 6] : [9, 9]);
      w.dispose();
    });

    test('addMatMul and accumulateMatMul match float64', () => {
      const factors = fc.constantFrom(0, 1, -1, 0.25);
      fc.assert(
        fc.property(products, factors, factors, ({ a, b, c, transposeA, transposeB }, alpha, beta) => {
          const product = multiply(a, b, transposeA, transposeB);
          const expected = c.map((row, i) => row.map((value, j) => beta * value + alpha * product[i]![j]!));
          tf.tidy(() => {
            const [ta, tb, tc] = [tf.tensor2d(a), tf.tensor2d(b), tf.tensor2d(c)];
            const options = { alpha, beta, transposeA, transposeB };
            expectClose(addMatMul(tc, ta, tb, options), expected);
            expectClose(tc, c);
            const variable = tf.variable(tc);
            accumulateMatMul(variable, ta, tb, options);
            expectClose(variable, expected);
            expectClose(tc, c);
            variable.dispose();
          });
        }),
      );
    });

    test('a copy of a tensor shares its values, and outlives it', () => {
      const original = tf.tensor1d([1, 2, 3]);
      const before = tf.memory().numDataBuffers;
      const copy = tf.clone(original);
      expect(tf.memory().numDataBuffers).toBe(before);
      original.dispose();
      expect([...copy.dataSync()]).toEqual([1, 2, 3]);
      copy.dispose();
      expect(tf.memory().numDataBuffers).toBe(before - 1);
    });

    test('updateInPlace changes the variable and nothing that shares its values', () => {
      const variable = tf.variable(tf.tensor1d([1, 2, 3]));
      const clone = tf.clone(variable);
      const reshaped = tf.reshape(variable, [3, 1]);
      updateInPlace([variable], ([view]) => view!.forEach((value, i) => (view![i] = value * 10)));
      expect([...variable.dataSync()]).toEqual([10, 20, 30]);
      expect([...clone.dataSync()]).toEqual([1, 2, 3]);
      expect([...reshaped.dataSync()]).toEqual([1, 2, 3]);
      updateInPlace([variable], ([view]) => view!.fill(7));
      expect(readInPlace([variable, clone], ([a, b]) => [a![0], b![0]])).toEqual([7, 1]);
      tf.dispose([variable, clone, reshaped]);
    });

    test('rows of bytes and floats are gathered and scaled', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 9 }).chain((width) =>
            fc.record({
              width: fc.constant(width),
              rows: fc.array(fc.uint8Array({ minLength: width, maxLength: width }), {
                minLength: 1,
                maxLength: 9,
              }),
              picks: fc.array(fc.nat(), { maxLength: 12 }),
              scale: fc.constantFrom(1, 1 / 255),
            }),
          ),
          ({ width, rows, picks, scale }) => {
            const bytes = Uint8Array.from(rows.flatMap((row) => [...row]));
            const indices = Uint32Array.from(picks, (pick) => pick % rows.length);
            for (const source of [bytes, Float32Array.from(bytes)]) {
              tf.tidy(() => {
                const picked = rowsToTensor(source, indices, width, scale);
                expect(picked.shape).toEqual([indices.length, width]);
                expectClose(
                  picked,
                  [...indices].map((row) => [...rows[row]!].map((value) => value * scale)),
                );
                expectClose(
                  rangeToTensor(source, 1, rows.length - 1, width, scale),
                  rows.slice(1).map((row) => [...row].map((value) => value * scale)),
                );
              });
            }
          },
        ),
      );
    });

    test('views stay right when the heap grows', () => {
      tf.tidy(() => {
        const before = rowsToTensor(Float32Array.of(1, 2, 3, 4), Uint32Array.of(1, 0), 2);
        const large = tf.ones([40, 1024, 1024]);
        const product = tf.matMul(
          before,
          tf.tensor2d([
            [1, 0],
            [0, 1],
          ]),
        );
        expect([...product.dataSync()]).toEqual([3, 4, 1, 2]);
        large.dispose();
      });
    });

    test('no operation leaks tensors', () => {
      const before = tf.memory().numTensors;
      const c = tf.tidy(() => tf.variable(tf.ones<tf.Rank.R2>([3, 3])));
      for (let i = 0; i < 3; i++) {
        tf.tidy(() => {
          const a = tf.ones<tf.Rank.R2>([3, 3]);
          accumulateMatMul(c, a, a, { transposeA: true });
          addMatMul(c, a, a);
          updateInPlace([c], ([view]) => view!.fill(i));
          tf.matMul(a, a, true, true);
        });
      }
      c.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    test.each(OPERATIONS)('$name has the right value and gradient', ({ apply, inputs, expected }) => {
      const y = tf.tidy(() => [...apply(tf.tensor2d([inputs])).dataSync()]);
      inputs.forEach((x, i) => expect(y[i]).toBeCloseTo(expected(x), 4));
      const gradient = tf.tidy(() => [
        ...tf
          .grad((x) => tf.sum(apply(x as tf.Tensor2D)))(tf.tensor2d([inputs]))
          .dataSync(),
      ]);
      inputs.forEach((x, i) => {
        const slope = (expected(x + 1e-5) - expected(x - 1e-5)) / 2e-5;
        expect(gradient[i]).toBeCloseTo(slope, 3);
      });
    });

    test.each(REDUCTIONS)('$name reduces rows as it should', ({ reduce, expected }) => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 9 }).chain((width) => fc.tuple(matrices(3, width), fc.constant(width))),
          ([rows]) => {
            tf.tidy(() => expectClose(reduce(tf.tensor2d(rows)), [rows.map(expected)], 1e-3));
          },
        ),
      );
    });

    test('the gradient of a normalised network agrees with finite differences', () => {
      const [w, v] = [
        tf.randomUniform([6, 9], 0, 1, 'float32', 1),
        tf.randomUniform([9, 3], -1, 1, 'float32', 2),
      ];
      const target = tf.tensor2d([[0, 1, 0]]);
      const loss = (x: tf.Tensor): tf.Scalar =>
        tf.tidy(() => {
          const y = tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D);
          const { mean, variance } = tf.moments(y, 1, true);
          const z = tf.relu(tf.div(tf.sub(y, mean), tf.sqrt(variance)));
          const logits = tf.matMul(tf.div(z, tf.max(z, 1, true)) as tf.Tensor2D, v as tf.Tensor2D);
          return tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), target))) as tf.Scalar;
        });
      const x = [0.1, 0.9, 0.3, 0.5, 0.2, 0.7];
      const at = (point: number[]): number => tf.tidy(() => loss(tf.tensor2d([point])).dataSync()[0]!);
      const gradient = tf.tidy(() => [
        ...tf
          .grad(loss)(tf.tensor2d([x]))
          .dataSync(),
      ]);
      x.forEach((_, i) => {
        const moved = (step: number): number[] => x.map((value, j) => (i === j ? value + step : value));
        expect(gradient[i]).toBeCloseTo((at(moved(1e-2)) - at(moved(-1e-2))) / 2e-2, 2);
      });
      tf.dispose([w, v, target]);
    });

    describeImages(name === 'wasm');

    test('its speed can be measured', () => {
      expect(measureGflops(0.01)).toBeGreaterThan(0);
    });
  });
}

const POSITIVE = [0.3, 0.7, 1.9];
const SIGNED = [-1.5, -0.4, 0.6, 1.2];

/** Elementwise operations that networks are made of. */
const OPERATIONS: readonly {
  name: string;
  apply: (x: tf.Tensor2D) => tf.Tensor;
  inputs: number[];
  expected: (x: number) => number;
}[] = [
  { name: 'abs', apply: tf.abs, inputs: SIGNED, expected: Math.abs },
  { name: 'square', apply: tf.square, inputs: SIGNED, expected: (x) => x * x },
  { name: 'sqrt', apply: tf.sqrt, inputs: POSITIVE, expected: Math.sqrt },
  { name: 'rsqrt', apply: tf.rsqrt, inputs: POSITIVE, expected: (x) => 1 / Math.sqrt(x) },
  { name: 'relu', apply: tf.relu, inputs: SIGNED, expected: (x) => Math.max(0, x) },
  { name: 'log', apply: tf.log, inputs: POSITIVE, expected: Math.log },
  { name: 'exp', apply: tf.exp, inputs: SIGNED, expected: Math.exp },
  { name: 'tanh', apply: tf.tanh, inputs: SIGNED, expected: Math.tanh },
  { name: 'sigmoid', apply: tf.sigmoid, inputs: SIGNED, expected: (x) => 1 / (1 + Math.exp(-x)) },
  { name: 'pow', apply: (x) => tf.pow(x, 4.5), inputs: POSITIVE, expected: (x) => x ** 4.5 },
  { name: 'neg', apply: tf.neg, inputs: SIGNED, expected: (x) => -x },
  { name: 'sign', apply: tf.sign, inputs: SIGNED, expected: Math.sign },
  { name: 'step', apply: (x) => tf.step(x), inputs: SIGNED, expected: (x) => (x > 0 ? 1 : 0) },
  {
    name: 'clipByValue',
    apply: (x) => tf.clipByValue(x, -1, 1),
    inputs: SIGNED,
    expected: (x) => Math.min(1, Math.max(-1, x)),
  },
  { name: 'maximum', apply: (x) => tf.maximum(x, 0.5), inputs: SIGNED, expected: (x) => Math.max(x, 0.5) },
  { name: 'minimum', apply: (x) => tf.minimum(x, 0.5), inputs: SIGNED, expected: (x) => Math.min(x, 0.5) },
  {
    name: 'where',
    apply: (x) => tf.where(tf.tensor2d([[0, 0, 1, 1]], [1, 4], 'bool'), x, tf.mul(x, 3)),
    inputs: SIGNED,
    expected: (x) => (x > 0 ? x : 3 * x),
  },
  { name: 'a quotient', apply: (x) => tf.div(2, x), inputs: POSITIVE, expected: (x) => 2 / x },
  {
    name: 'a broadcast sum',
    apply: (x) => tf.add(x, tf.tensor2d([[1]])),
    inputs: SIGNED,
    expected: (x) => x + 1,
  },
];

/** Reductions over the units of a sample. */
const REDUCTIONS: readonly {
  name: string;
  reduce: (x: tf.Tensor2D) => tf.Tensor;
  expected: (row: number[]) => number;
}[] = [
  { name: 'sum', reduce: (x) => tf.sum(x, 1), expected: (row) => row.reduce((sum, x) => sum + x, 0) },
  {
    name: 'mean',
    reduce: (x) => tf.mean(x, 1),
    expected: (row) => row.reduce((sum, x) => sum + x, 0) / row.length,
  },
  { name: 'max', reduce: (x) => tf.max(x, 1), expected: (row) => Math.max(...row) },
  { name: 'min', reduce: (x) => tf.min(x, 1), expected: (row) => Math.min(...row) },
  {
    name: 'argMax',
    reduce: (x) => tf.cast(tf.argMax(x, 1), 'float32'),
    expected: (row) => row.indexOf(Math.max(...row)),
  },
  {
    name: 'logSumExp',
    reduce: (x) => tf.logSumExp(x, 1),
    expected: (row) => Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)),
  },
  {
    name: 'the first of a softmax',
    reduce: (x) => tf.slice(tf.softmax(x), [0, 0], [3, 1]),
    expected: (row) => Math.exp(row[0]!) / row.reduce((sum, x) => sum + Math.exp(x), 0),
  },
  { name: 'the largest of topk', reduce: (x) => tf.topk(x, 1).values, expected: (row) => Math.max(...row) },
];

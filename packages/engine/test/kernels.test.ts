import { createStreams } from '@hebbench/core';
import { expectValues } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
// The compiler's own types name what it brings along, not this script.
// @ts-expect-error: a script without types
import { compileKernels } from '../simd/compile.mjs';
import { openEngine, rowsToTensor, vectorKernels, type VectorKernels } from '../src/index.ts';
import { KERNELS_MODULE } from '../src/simd/module.ts';

let kernels: VectorKernels;
beforeAll(async () => {
  await openEngine({ engine: 'wasm' });
  kernels = vectorKernels()!;
});

test('the compiled module is that of the source', async () => {
  expect(await (compileKernels as () => Promise<string>)()).toBe(KERNELS_MODULE);
});

// Around the width of a vector, so that tails of every length occur.
const size = fc.integer({ min: 1, max: 37 });

function draw(count: number, seed: number, name: string, low = -2, high = 2): Float32Array {
  return createStreams(seed).stream(name).fillUniform(new Float32Array(count), low, high);
}

function expectClose(tensor: tf.Tensor, expected: readonly number[], tolerance = 1e-5): void {
  expectValues(tensor.dataSync(), expected, (value) => tolerance * Math.max(1, Math.abs(value)));
}

test('adam is its scalar loop', () => {
  fc.assert(
    fc.property(size, fc.nat(), fc.boolean(), (count, seed, bounded) => {
      const [w, m, g] = ['w', 'm', 'g'].map((name) => draw(count, seed, name));
      const v = draw(count, seed, 'v', 0, 1);
      const step = {
        rate: 0.1,
        correct: 1.5,
        beta1: 0.9,
        beta2: 0.99,
        epsilon: 1e-3,
        floor: bounded ? 0 : -Infinity,
        smallest: 1e-2,
      };
      const variables = [w!, m!, v].map((values) => tf.variable(tf.tensor1d(values)));
      const gradient = tf.tensor1d(g!);
      kernels.adam(variables[0]!, variables[1]!, variables[2]!, gradient, step);

      const cut = (x: number): number => (Math.abs(x) < step.smallest ? 0 : x);
      const mean = [...m!].map((mi, i) => cut(0.9 * mi + (1 - 0.9) * g![i]!));
      const square = [...v].map((vi, i) => cut(0.99 * vi + (1 - 0.99) * g![i]! ** 2));
      const weights = [...w!].map((wi, i) =>
        Math.max(step.floor, wi - (0.1 * mean[i]!) / (Math.sqrt(1.5 * square[i]!) + 1e-3)),
      );
      expectClose(variables[1]!, mean);
      expectClose(variables[2]!, square);
      expectClose(variables[0]!, weights, 1e-4);
      tf.dispose([...variables, gradient]);
    }),
  );
});

test.each([Number.NaN, Infinity, -Infinity])(
  'adam keeps a gradient of %d, in vectors and in the tail',
  (bad) => {
    const step = { rate: 0.1, correct: 1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, floor: 0, smallest: 1e-30 };
    const places = new Set([1, 7, 8]);
    const variables = ['w', 'm', 'v'].map((name) => tf.variable(tf.tensor1d(draw(9, 0, name, 0, 1))));
    const gradient = tf.tensor1d(draw(9, 0, 'g').map((value, i) => (places.has(i) ? bad : value)));
    kernels.adam(variables[0]!, variables[1]!, variables[2]!, gradient, step);
    const [w, m, v] = variables.map((variable) => [...variable.dataSync()]);
    for (let i = 0; i < 9; i++) {
      const got = [w![i], m![i], v![i]];
      if (places.has(i)) expect(got).toEqual([Number.NaN, bad, bad * bad]);
      else expect(got.every(Number.isFinite)).toBe(true);
    }
    tf.dispose([...variables, gradient]);
  },
);

test('descend and clipAtZero are their scalar loops', () => {
  fc.assert(
    fc.property(size, fc.nat(), (count, seed) => {
      const [w, g] = [draw(count, seed, 'w'), draw(count, seed, 'g')];
      const variable = tf.variable(tf.tensor1d(w));
      const gradient = tf.tensor1d(g);
      kernels.descend(variable, gradient, 0.5, -1);
      const expected = [...w].map((wi, i) => Math.max(-1, wi - 0.5 * g[i]!));
      expectClose(variable, expected);
      kernels.clipAtZero(variable);
      expectClose(
        variable,
        expected.map((wi) => Math.max(0, wi)),
      );
      tf.dispose([variable, gradient]);
    }),
  );
});

/** Row by row: `e = relu(|y| − mean |y|)`, `z = e / (max e + ε)`, and its gradient by the chain rule. */
function normaliseRow(
  y: readonly number[],
  dz: readonly number[],
  epsilon: number,
): { z: number[]; dy: number[] } {
  const mean = y.reduce((sum, each) => sum + Math.abs(each), 0) / y.length;
  const excess = y.map((each) => Math.abs(each) - mean);
  const e = excess.map((each) => Math.max(0, each));
  const top = Math.max(...e);
  const s = top + epsilon;
  const weighted = e.reduce((sum, each, i) => sum + each * dz[i]!, 0);
  const de = e.map((each, i) => (each > 0 ? dz[i]! / s - (each === top ? weighted / s ** 2 : 0) : 0));
  const share = de.reduce((sum, each) => sum + each, 0) / y.length;
  return {
    z: e.map((each) => each / s),
    dy: y.map((each, i) => Math.sign(each) * (de[i]! - share)),
  };
}

test('normaliseRows and its gradient are their scalar loops', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), size, fc.nat(), (rows, columns, seed) => {
      const [y, dz] = ['y', 'dz'].map((name) => draw(rows * columns, seed, name));
      const [yTensor, dzTensor] = [tf.tensor2d(y!, [rows, columns]), tf.tensor2d(dz!, [rows, columns])];
      const z = kernels.normaliseRows(yTensor, 0.01);
      const dy = kernels.normaliseRowsGradient(yTensor, dzTensor, 0.01);
      const rowOf = (values: Float32Array, row: number): number[] => [
        ...values.subarray(row * columns, (row + 1) * columns),
      ];
      const expected = Array.from({ length: rows }, (_, row) =>
        normaliseRow(rowOf(y!, row), rowOf(dz!, row), 0.01),
      );
      expectClose(
        z,
        expected.flatMap((each) => each.z),
        1e-4,
      );
      // A single column leaves nothing above its own mean: rounding decides, and both answers are right.
      if (columns > 1)
        expectClose(
          dy,
          expected.flatMap((each) => each.dy),
          1e-3,
        );
      tf.dispose([yTensor, dzTensor, z, dy]);
    }),
  );
});

test.each([
  { name: 'normaliseRows', run: (y: tf.Tensor2D) => kernels.normaliseRows(y, 1e-8) },
  { name: 'rescaleRows', run: (y: tf.Tensor2D) => kernels.rescaleRows(y, 1e-8) },
  { name: 'standardiseRows', run: (y: tf.Tensor2D) => kernels.standardiseRows(y, 'mean', 1e-8) },
])('$name: NaN is in the whole of its row, wherever it stands, and in no other', ({ run }) => {
  const [rows, columns] = [6, 13];
  for (let at = 0; at < rows * columns; at++) {
    const values = draw(rows * columns, 1, 'y');
    values[at] = Number.NaN;
    const y = tf.tensor2d(values, [rows, columns]);
    const z = run(y);
    expect([...z.dataSync()].map(Number.isNaN)).toEqual(
      Array.from(values, (_, i) => Math.floor(i / columns) === Math.floor(at / columns)),
    );
    tf.dispose([y, z]);
  }
});

test('signStep is its scalar loop', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), size, fc.nat(), (rows, columns, seed) => {
      const shape: [number, number] = [rows, columns];
      const [x, noise] = ['x', 'g'].map((name) => draw(rows * columns, seed, name));
      // Zeros in the gradient, and a row of nothing else.
      const g = noise!.map((value, i) => (value < 0.3 && value > -0.3 ? 0 : i < columns ? 0 : value));
      const [low, high] = [x!.map((value) => value - 0.05), x!.map((value) => value + 0.2)];
      const tensors = [x!, g, low, high].map((values) => tf.tensor2d(values, shape));
      const { moved, zeroRows } = kernels.signStep({
        x: tensors[0]!,
        gradient: tensors[1]!,
        low: tensors[2]!,
        high: tensors[3]!,
        step: 0.1,
      });
      expectClose(
        moved,
        [...x!].map((value, i) => Math.min(high[i]!, Math.max(low[i]!, value + 0.1 * Math.sign(g[i]!)))),
      );
      const silent = Array.from({ length: rows }, (_, row) =>
        g.subarray(row * columns, (row + 1) * columns).every((value) => value === 0),
      );
      expect(zeroRows).toBe(silent.filter(Boolean).length);
      tf.dispose([...tensors, moved]);
    }),
  );
});

test('an all-zero row stays zero, and so does its gradient', () => {
  const [y, dz] = [tf.zeros<tf.Rank.R2>([2, 9]), tf.ones<tf.Rank.R2>([2, 9])];
  const results = [kernels.normaliseRows(y, 1e-8), kernels.normaliseRowsGradient(y, dz, 1e-8)];
  for (const tensor of results) expect([...tensor.dataSync()].map(Math.abs)).toEqual(Array(18).fill(0));
  tf.dispose([y, dz, ...results]);
});

test('bytes become floats, whatever their number', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) => {
      const tensor = rowsToTensor(bytes, Uint32Array.of(0), bytes.length, 0.5);
      expect([...tensor.dataSync()]).toEqual([...bytes].map((byte) => byte / 2));
      tensor.dispose();
    }),
  );
});

test('a variable that another tensor shares is changed alone', () => {
  const start = tf.tensor1d([-1, 2]);
  const variable = tf.variable(start);
  kernels.clipAtZero(variable);
  expect([...variable.dataSync()]).toEqual([0, 2]);
  expect([...start.dataSync()]).toEqual([-1, 2]);
  tf.dispose([start, variable]);
});

test('tensors of different sizes are refused', () => {
  const [w, g] = [tf.variable(tf.zeros([3])), tf.zeros([4])];
  expect(() => kernels.descend(w, g, 1, 0)).toThrow('Tensors of one size');
  tf.dispose([w, g]);
});

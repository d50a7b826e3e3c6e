import { createStreams } from '@hebbench/core';
import { openEngine, vectorKernels } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { hasKernel, heapUpdate } from '../src/heap-update.ts';
import { signedPower, sparseUpdate } from '../src/sparse-update.ts';

beforeAll(async () => {
  await openEngine({ engine: 'wasm' });
});

const problems = fc.record({
  samples: fc.integer({ min: 1, max: 9 }),
  inputs: fc.integer({ min: 1, max: 21 }),
  units: fc.integer({ min: 3, max: 40 }),
  norm: fc.constantFrom(2 as const, 3 as const, 4 as const),
  nonnegative: fc.boolean(),
  seed: fc.nat(),
});

test('vector kernels give the bits of the sparse update, update after update', () => {
  fc.assert(
    fc.property(problems, ({ samples, inputs, units, norm, nonnegative, seed }) => {
      const stream = createStreams(seed).stream('problem');
      const draw = (rows: number, columns: number, low: number): Float32Array =>
        stream.fillUniform(new Float32Array(rows * columns), low, 1);
      const weights = draw(units, inputs, nonnegative ? 0 : -1);
      const powers = weights.map((value) => signedPower(value, norm - 1));
      const layer = {
        kernel: tf.variable(tf.tensor2d(weights, [units, inputs])),
        powers: tf.variable(tf.tensor2d(powers, [units, inputs])),
      };
      const options = { norm, rank: 3, antiHebbian: 0.4, learningRate: 0.3, nonnegative };
      const before = tf.memory().numTensors;
      for (let update = 0; update < 3; update++) {
        const xValues = draw(samples, inputs, 0);
        const x = tf.tensor2d(xValues, [samples, inputs]);
        const currents = tf.matMul<tf.Tensor2D>(x, layer.powers, false, true);
        const currentValues = currents.dataSync<'float32'>().slice();
        heapUpdate(vectorKernels()!, layer, { x, currents }, options);
        sparseUpdate(
          { weights, powers, inputs, units },
          { x: xValues, currents: currentValues, size: samples },
          options,
        );
        tf.dispose([x, currents]);
        expect([...layer.kernel.dataSync()]).toEqual([...weights]);
        expect([...layer.powers.dataSync()]).toEqual([...powers]);
      }
      expect(tf.memory().numTensors).toBe(before);
      tf.dispose(Object.values(layer));
    }),
  );
});

test('black images change nothing', () => {
  const kernel = tf.variable(tf.ones<tf.Rank.R2>([4, 2]));
  const powers = tf.variable(tf.ones<tf.Rank.R2>([4, 2]));
  const batch = { x: tf.zeros<tf.Rank.R2>([1, 2]), currents: tf.zeros<tf.Rank.R2>([1, 4]) };
  heapUpdate(vectorKernels()!, { kernel, powers }, batch, {
    norm: 3,
    rank: 2,
    antiHebbian: 0.4,
    learningRate: 0.1,
    nonnegative: false,
  });
  expect([...kernel.dataSync()]).toEqual(Array(8).fill(1));
  tf.dispose([kernel, powers, batch.x, batch.currents]);
});

test.each([
  { norm: 2, known: true },
  { norm: 4, known: true },
  { norm: 3.5, known: false },
  { norm: 5, known: false },
])('norm $norm has a kernel: $known', ({ norm, known }) => {
  expect(hasKernel(norm)).toBe(known);
});

import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, type Matrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import hebbianWp, { hebbianStep, hyperparametersSchema } from '../src/index.ts';

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

test.each([{ nonnegative: true }, { nonnegative: false }])(
  'equation (1), nonnegative: $nonnegative, matches its scalar loops',
  ({ nonnegative }) => {
    fc.assert(
      fc.property(shapes, ({ samples, inputs, units, seed }) => {
        const stream = createStreams(seed).stream('equation-1');
        const x = randomMatrix(samples, inputs, stream, 0);
        const z = randomMatrix(samples, units, stream);
        const w = randomMatrix(inputs, units, stream, nonnegative ? 0 : -1);
        const learningRate = 0.3;

        const expected = matrix(inputs, units, (i, j) => {
          const change = sum(
            samples,
            (n) => z[n]![j]! * (x[n]![i]! - sum(units, (k) => z[n]![k]! * w[i]![k]!)),
          );
          const updated = w[i]![j]! + (learningRate * change) / samples;
          return nonnegative ? Math.max(0, updated) : updated;
        });

        tf.tidy(() => {
          const kernel = tf.variable(tf.tensor2d(w));
          hebbianStep(kernel, tf.tensor2d(x), tf.tensor2d(z), { learningRate, nonnegative });
          expectMatrix(kernel, expected);
          kernel.dispose();
        });
      }),
    );
  },
);

const PRINTED = { eta: 0.0005, alpha: 0.04, beta: 87_500, gamma: 0.04 };

test('the schema has the printed values as defaults', () => {
  expect(hyperparametersSchema.parse({})).toMatchObject({
    outputLearningRate: PRINTED.eta,
    perturbationVariance: 0.00016,
    alpha: PRINTED.alpha,
    beta: PRINTED.beta,
    gamma: PRINTED.gamma,
    outputBatchSize: 2000,
  });
});

test('the output layer may start elsewhere than the hidden ones', () => {
  const trainer = hebbianWp.create({
    architecture: { inputs: 4, hidden: [6], classes: 3, nonnegative: true },
    hyperparameters: hyperparametersSchema.parse({ outputInitial: { kind: 'uniform', low: 2, high: 2.5 } }),
    budget: { hiddenEpochs: 1, headEpochs: 1 },
    streams: createStreams(3),
  });
  const values = (name: string): number[] => [...trainer.variables[name]!.dataSync()];
  expect(values('output/kernel').every((w) => w >= 2 && w <= 2.5)).toBe(true);
  expect(values('hidden-1/kernel').every((w) => w >= 0.01 && w <= 0.1)).toBe(true);
  trainer.dispose();
});

test('perturbations of rank one are refused without both signs, by name', () => {
  const parse = (antithetic: boolean): unknown =>
    hyperparametersSchema.parse({ perturbationForm: 'rank-one', antithetic });
  expect(() => parse(false)).toThrow('antithetic');
  expect(parse(true)).toMatchObject({ perturbationForm: 'rank-one' });
});

import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, type Matrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { hpca, orthonormality, pcaStep, upperTriangle } from '../src/index.ts';
import { aggregatedStep, residualStep } from '../src/pca-step.ts';

beforeAll(async () => {
  await openEngine();
});

const shapes = fc.record({
  samples: fc.integer({ min: 1, max: 24 }),
  inputs: fc.integer({ min: 1, max: 12 }),
  units: fc.integer({ min: 2, max: 11 }),
  seed: fc.nat(),
});

/** The rule as printed: sample by sample, unit by unit, each with its own reconstruction; then the mean. */
function scalarStep(w: Matrix, x: Matrix, z: Matrix, rate: number, upTo: (unit: number) => number): Matrix {
  const change = w.map((row) => row.map(() => 0));
  x.forEach((sample, n) => {
    for (let j = 0; j < w[0]!.length; j++) {
      for (let i = 0; i < w.length; i++) {
        let reconstruction = 0;
        for (let k = 0; k < upTo(j); k++) reconstruction += z[n]![k]! * w[i]![k]!;
        change[i]![j]! += z[n]![j]! * (sample[i]! - reconstruction);
      }
    }
  });
  return w.map((row, i) => row.map((wij, j) => wij + (rate * change[i]![j]!) / x.length));
}

test.each([
  { reconstruction: 'sequential', nonnegative: false },
  { reconstruction: 'sequential', nonnegative: true },
  { reconstruction: 'subspace', nonnegative: false },
  { reconstruction: 'subspace', nonnegative: true },
] as const)(
  'the $reconstruction update, nonnegative: $nonnegative, matches its scalar loops',
  ({ reconstruction, nonnegative }) => {
    fc.assert(
      fc.property(shapes, ({ samples, inputs, units, seed }) => {
        const stream = createStreams(seed).stream('update');
        const x = randomMatrix(samples, inputs, stream, 0);
        const z = randomMatrix(samples, units, stream);
        const w = randomMatrix(inputs, units, stream, nonnegative ? 0 : -1);
        const learningRate = 0.3;
        const expected = scalarStep(w, x, z, learningRate, (j) =>
          reconstruction === 'sequential' ? j + 1 : units,
        ).map((row) => row.map((value) => (nonnegative ? Math.max(0, value) : value)));

        tf.tidy(() => {
          const kernel = tf.variable(tf.tensor2d(w));
          const counted = reconstruction === 'sequential' ? upperTriangle(units) : undefined;
          pcaStep(kernel, tf.tensor2d(x), tf.tensor2d(z), { learningRate, counted, nonnegative });
          expectMatrix(kernel, expected, 1e-4, 1);
          kernel.dispose();
        });
      }),
    );
  },
);

test("both forms of Oja's rule are one update", () => {
  fc.assert(
    fc.property(shapes, ({ samples, inputs, units, seed }) => {
      const stream = createStreams(seed).stream('forms');
      const [x, z, w] = [
        randomMatrix(samples, inputs, stream),
        randomMatrix(samples, units, stream),
        randomMatrix(inputs, units, stream),
      ];
      const rate = 0.3 / samples;
      const expected = scalarStep(w, x, z, 0.3, () => units);
      tf.tidy(() => {
        const [aggregated, residual] = [tf.variable(tf.tensor2d(w)), tf.variable(tf.tensor2d(w))];
        aggregatedStep(aggregated, tf.tensor2d(x), tf.tensor2d(z), rate);
        residualStep(residual, tf.tensor2d(x), tf.tensor2d(z), rate);
        expectMatrix(aggregated, expected, 1e-4, 1);
        expectMatrix(residual, expected, 1e-4, 1);
        tf.dispose([aggregated, residual]);
      });
    }),
  );
});

test("Sanger's rule on linear units finds the principal components in order", () => {
  // Independent inputs of standard deviation 3, 2, 1, 0.3: the components are the axes.
  const spread = [3, 2, 1, 0.3];
  const stream = createStreams(5).stream('components');
  const rows = Array.from({ length: 400 }, () => [...stream.fillNormal(new Float32Array(4), 0, 1)]).map(
    (row) => row.map((value, i) => value * spread[i]!),
  );
  const kernel = tf.variable(tf.tensor2d(randomMatrix(4, 2, stream, -0.5, 0.5)));
  const x = tf.tensor2d(rows);
  for (let update = 0; update < 2000; update++) {
    tf.tidy(() =>
      pcaStep(kernel, x, tf.matMul(x, kernel), {
        learningRate: 0.02,
        counted: upperTriangle(2),
        nonnegative: false,
      }),
    );
  }
  const [first, second] = [0, 1].map((unit) =>
    [0, 1, 2, 3].map((i) => Math.abs(kernel.arraySync()[i]![unit]!)),
  );
  [1, 0, 0, 0].forEach((value, i) => expect(first![i]).toBeCloseTo(value, 1));
  [0, 1, 0, 0].forEach((value, i) => expect(second![i]).toBeCloseTo(value, 1));
  expect(orthonormality(kernel).meanNorm).toBeCloseTo(1, 3);
  expect(orthonormality(kernel).meanAbsoluteCosine).toBeLessThan(1e-3);
  tf.dispose([kernel, x]);
});

test.each([
  {
    name: 'unit axes',
    w: [
      [1, 0],
      [0, 1],
    ],
    meanNorm: 1,
    meanAbsoluteCosine: 0,
  },
  {
    name: 'one direction twice',
    w: [
      [3, -1],
      [4, -4 / 3],
    ],
    meanNorm: (5 + 5 / 3) / 2,
    meanAbsoluteCosine: 1,
  },
  {
    name: 'half a right angle',
    w: [
      [1, 2],
      [0, 2],
    ],
    meanNorm: (1 + 8 ** 0.5) / 2,
    meanAbsoluteCosine: 0.5 ** 0.5,
  },
  {
    name: 'a unit without weights',
    w: [
      [1, 0],
      [1, 0],
    ],
    meanNorm: 2 ** 0.5 / 2,
    meanAbsoluteCosine: 0,
  },
])('orthonormality: $name', ({ w, meanNorm, meanAbsoluteCosine }) => {
  const kernel = tf.tensor2d(w);
  const got = orthonormality(kernel);
  kernel.dispose();
  expect(got.meanNorm).toBeCloseTo(meanNorm, 5);
  expect(got.meanAbsoluteCosine).toBeCloseTo(meanAbsoluteCosine, 5);
});

test("the defaults are the authors'", () => {
  const architecture = { inputs: 784, hidden: [2000], classes: 10, nonnegative: false };
  expect(hpca.hyperparameters.parse({})).toEqual(
    hpca.hyperparameters.parse(hpca.presets.paper(architecture)),
  );
  expect(hpca.presets.paper(architecture)).toEqual({
    reconstruction: 'sequential',
    learnFrom: 'activity',
    learningRate: 0.001,
    batchSize: 64,
  });
});

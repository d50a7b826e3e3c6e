import { createStreams, type RandomStream } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, toMatrix, type Matrix } from '@hebbench/fixtures';
import { alignment, createNetwork, networkWeights, relu, type FeedForward } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  drawNoise,
  nodePerturbation,
  perturbation,
  weightPerturbation,
  type EstimateOptions,
  type Noise,
} from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

// Large perturbations, so that differences of errors stand out of float32's rounding.
const VARIANCE = 0.25;

const problems = fc.record({
  samples: fc.integer({ min: 1, max: 5 }),
  inputs: fc.integer({ min: 1, max: 6 }),
  hidden: fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 3 }),
  classes: fc.integer({ min: 2, max: 4 }),
  perturbations: fc.integer({ min: 1, max: 3 }),
  noise: fc.constantFrom<Noise>('normal', 'signs'),
  seed: fc.nat(),
});

type Problem = typeof problems extends fc.Arbitrary<infer P> ? P : never;

interface Example {
  readonly model: FeedForward;
  readonly x: tf.Tensor2D;
  readonly target: tf.Tensor2D;
  readonly labels: readonly number[];
  /** A fresh copy of the stream that the estimate draws from. */
  readonly draws: () => RandomStream;
}

/** Runs `check` on a small network, and frees it. */
function onExample(
  problem: Omit<Problem, 'perturbations' | 'noise'>,
  check: (example: Example) => void,
): void {
  const { samples, inputs, hidden, classes, seed } = problem;
  const streams = createStreams(seed);
  const initial = { kind: 'normal', sd: 0.7 } as const;
  const architecture = { inputs, hidden, classes, nonnegative: false };
  const model = createNetwork({ architecture, activation: relu, hidden: initial, output: initial, streams });
  const rows = randomMatrix(samples, inputs, streams.stream('x'), 0);
  const labels = rows.map((_, n) => (n + seed) % classes);
  tf.tidy(() =>
    check({
      model,
      x: tf.tensor2d(rows),
      target: tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), classes), 'float32') as tf.Tensor2D,
      labels,
      draws: () => streams.stream('draws'),
    }),
  );
  model.dispose();
}

/** A layer's currents `xW`, one sample. */
function currents(x: readonly number[], w: Matrix): number[] {
  return w[0]!.map((_, j) => x.reduce((sum, xi, i) => sum + xi * w[i]![j]!, 0));
}

/** Cross-entropy of one sample. */
function sampleError(logits: readonly number[], label: number): number {
  return Math.log(logits.reduce((sum, value) => sum + Math.exp(value), 0)) - logits[label]!;
}

/** Matrices and, last, the bias as a matrix of one row. */
function asMatrices(tensors: readonly tf.Tensor[]): Matrix[] {
  return tensors.map((tensor) =>
    toMatrix(tensor.rank === 2 ? (tensor as tf.Tensor2D) : tf.reshape(tensor, [1, tensor.size])),
  );
}

/** Currents of all layers, the logits last, with something added to each: one sample. */
function forward(
  x: readonly number[],
  weights: readonly Matrix[],
  added?: readonly (readonly number[])[],
): number[][] {
  const bias = weights.at(-1)![0]!;
  const layers: number[][] = [];
  let z = x;
  weights.slice(0, -1).forEach((w, layer) => {
    const output = layer === weights.length - 2;
    const y = currents(z, w).map((value, j) => value + (output ? bias[j]! : 0) + (added?.[layer]![j] ?? 0));
    layers.push(y);
    z = y.map((value) => Math.max(0, value));
  });
  return layers;
}

const modes = [
  { antithetic: false, opposite: 0 },
  { antithetic: true, opposite: -1 },
];

test.each(modes)(
  'weight perturbation, antithetic: $antithetic, matches its scalar loops',
  ({ antithetic, opposite }) => {
    fc.assert(
      fc.property(problems, (problem) =>
        onExample(problem, ({ model, x, target, labels, draws }) => {
          const { perturbations, noise } = problem;
          const options: EstimateOptions = { variance: VARIANCE, perturbations, antithetic, noise };
          const [weights, rows] = [asMatrices(networkWeights(model)), toMatrix(x)];
          const shift = (xi: readonly Matrix[], sign: number): Matrix[] =>
            weights.map((w, l) => w.map((row, i) => row.map((value, j) => value + sign * xi[l]![i]![j]!)));
          const error = (changed: readonly Matrix[]): number =>
            rows.reduce((sum, row, n) => sum + sampleError(forward(row, changed).at(-1)!, labels[n]!), 0) /
            rows.length;

          const stream = draws();
          const expected = weights.map((w) => w.map((row) => row.map(() => 0)));
          for (let p = 0; p < perturbations; p++) {
            const xi = asMatrices(
              networkWeights(model).map(({ shape }) => drawNoise(shape, noise, VARIANCE, stream)),
            );
            const difference = error(shift(xi, 1)) - error(shift(xi, opposite));
            const slope = difference / (VARIANCE * perturbations * (antithetic ? 2 : 1));
            expected.forEach((w, l) =>
              w.forEach((row, i) => row.forEach((_, j) => (row[j]! += slope * xi[l]![i]![j]!))),
            );
          }

          const got = weightPerturbation(model, x, target, options, draws());
          got.forEach((estimate, l) => {
            const columns = expected[l]![0]!.length;
            expectMatrix(tf.reshape(estimate, [-1, columns]) as tf.Tensor2D, expected[l]!, 1e-3, 1);
          });
        }),
      ),
      { numRuns: 50 },
    );
  },
);

test.each(modes)(
  'node perturbation, antithetic: $antithetic, matches its scalar loops',
  ({ antithetic, opposite }) => {
    fc.assert(
      fc.property(problems, (problem) =>
        onExample(problem, ({ model, x, target, labels, draws }) => {
          const { perturbations, noise, hidden, classes, samples } = problem;
          const options: EstimateOptions = { variance: VARIANCE, perturbations, antithetic, noise };
          const [weights, rows] = [asMatrices(networkWeights(model)), toMatrix(x)];

          const stream = draws();
          const expected = weights.map((w) => w.map((row) => row.map(() => 0)));
          for (let p = 0; p < perturbations; p++) {
            const xi = [...hidden, classes].map((units) =>
              toMatrix(drawNoise<tf.Rank.R2>([samples, units], noise, VARIANCE, stream)),
            );
            rows.forEach((row, n) => {
              const error = (sign: number): number => {
                const added = xi.map((layer) => layer[n]!.map((value) => sign * value));
                return sampleError(forward(row, weights, added).at(-1)!, labels[n]!);
              };
              const slope =
                (error(1) - error(opposite)) / (VARIANCE * perturbations * samples * (antithetic ? 2 : 1));
              const activity = forward(row, weights).map((layer) => layer.map((value) => Math.max(0, value)));
              const inputs = [row, ...activity];
              xi.forEach((layer, l) =>
                expected[l]!.forEach((change, i) =>
                  change.forEach((_, j) => (change[j]! += slope * layer[n]![j]! * inputs[l]![i]!)),
                ),
              );
              expected.at(-1)![0]!.forEach((_, k, bias) => (bias[k]! += slope * xi.at(-1)![n]![k]!));
            });
          }

          const got = nodePerturbation(model, x, target, options, draws());
          got.forEach((estimate, l) => {
            const columns = expected[l]![0]!.length;
            expectMatrix(tf.reshape(estimate, [-1, columns]) as tf.Tensor2D, expected[l]!, 1e-3, 1);
          });
        }),
      ),
      { numRuns: 50 },
    );
  },
);

const fixed = { samples: 6, inputs: 4, hidden: [5], classes: 3, seed: 3 };

test.each([
  { name: 'weight', estimate: weightPerturbation, noise: 'normal' },
  { name: 'weight', estimate: weightPerturbation, noise: 'signs' },
  { name: 'node', estimate: nodePerturbation, noise: 'normal' },
  { name: 'node', estimate: nodePerturbation, noise: 'signs' },
] as const)('many small $noise: $name perturbations add up to the gradient', ({ estimate, noise }) => {
  onExample(fixed, ({ model, x, target, draws }) => {
    const options = { variance: 1e-4, perturbations: 1000, antithetic: true, noise };
    const cosines = [...alignment(model, estimate(model, x, target, options, draws()), x, target).dataSync()];
    expect(cosines).toHaveLength(3);
    for (const cosine of cosines) expect(cosine).toBeGreaterThan(0.9);
  });
});

test.each(['normal', 'signs'] as const)('%s have the requested mean and variance', (noise) => {
  const xi = tf.tidy(() => [
    ...drawNoise<tf.Rank.R2>([200, 101], noise, 0.04, createStreams(1).stream('xi')).dataSync(),
  ]);
  expect(xi).toHaveLength(20_200);
  expect(xi.reduce((sum, value) => sum + value, 0) / xi.length).toBeCloseTo(0, 2);
  expect(xi.reduce((sum, value) => sum + value ** 2, 0) / xi.length).toBeCloseTo(0.04, 2);
});

test('signs are ±σ, and 32 bits give 32 different ones', () => {
  const xi = tf.tidy(() => [
    ...drawNoise<tf.Rank.R1>([640], 'signs', 0.25, createStreams(2).stream('xi')).dataSync(),
  ]);
  expect(new Set(xi)).toEqual(new Set([0.5, -0.5]));
  // Every place in a word takes both signs.
  for (let bit = 0; bit < 32; bit++) {
    expect(new Set(xi.filter((_, i) => i % 32 === bit)).size, `bit ${bit}`).toBe(2);
  }
});

test('the paper preset is the default, with the values that the paper prints', () => {
  const architecture = { inputs: 784, hidden: [2000], classes: 10, nonnegative: true };
  const paper = perturbation.hyperparameters.parse(perturbation.presets.paper(architecture));
  expect(perturbation.hyperparameters.parse({})).toEqual(paper);
  expect(paper.learningRate).toBeCloseTo(0.0005 ** 2 * 87_500, 10);
  expect(paper).toMatchObject({ variance: 0.00016, batchSize: 2000, perturbations: 1, antithetic: false });
});

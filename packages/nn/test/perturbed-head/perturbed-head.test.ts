import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, toMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  createNetwork,
  createPerturbedHead,
  normalisedRelu,
  perturbedHeadFields,
  type PerturbedHead,
  type PerturbedHeadOptions,
} from '../../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

const schema = z.strictObject(perturbedHeadFields);
const BUDGET = { hiddenEpochs: 1, headEpochs: 1 };

test('with β = 0, equations (4) and (5) match their scalar loops', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 2, max: 4 }),
      fc.constantFrom(0, 0.25, 0.5),
      fc.constantFrom('activity' as const, 'centred' as const),
      (seed, samples, classes, fraction, outputInput) => {
        const units = 5;
        const architecture = { inputs: 3, hidden: [units], classes, nonnegative: true };
        const initial = { kind: 'uniform', low: 0.01, high: 0.1 } as const;
        const streams = createStreams(seed);
        const model = createNetwork({
          architecture,
          activation: normalisedRelu,
          hidden: initial,
          output: initial,
          streams,
        });
        // Rates large enough that a float32 weight shows the change.
        const options = {
          ...schema.parse({}),
          outputSchedule: 'linear' as const,
          outputInput,
          outputLearningRate: 0.5,
          alpha: 0.8,
          beta: 0,
          gamma: 0.6,
        };
        const activity = randomMatrix(samples, units, streams.stream('activity'), 0);
        const w = toMatrix(model.outputKernel);
        const means = activity[0]!.map((_, i) =>
          outputInput === 'centred' ? activity.reduce((total, row) => total + row[i]!, 0) / samples : 0,
        );
        const inputs = activity.map((row) => row.map((h, i) => h - means[i]!));

        const probabilities = inputs.map((row) => {
          const exps = w[0]!.map((_, k) => Math.exp(row.reduce((total, h, i) => total + h * w[i]![k]!, 0)));
          const norm = exps.reduce((total, e) => total + e, 0);
          return exps.map((e) => e / norm);
        });
        const expectedKernel = w.map((row, i) =>
          row.map((wij, j) => {
            const hebbian =
              probabilities.reduce((total, zn, n) => {
                const others = zn.reduce((sum, zk, k) => sum + (k === j ? 0 : zk * row[k]!), 0);
                return total + zn[j]! * (inputs[n]![i]! - others);
              }, 0) / samples;
            return Math.max(0, wij + (1 - fraction) * 0.5 * 0.5 * 0.8 * hebbian);
          }),
        );
        const learned = w[0]!.map((_, k) => {
          const mean = probabilities.reduce((total, zn) => total + zn[k]!, 0) / samples;
          return (1 - fraction) * 0.5 * 0.6 * (1 / classes - mean);
        });
        const folded = learned.map(
          (b, k) => b - means.reduce((total, mean, i) => total + mean * expectedKernel[i]![k]!, 0),
        );
        const expectedBias =
          outputInput === 'centred'
            ? folded.map((b) => b - Math.min(...folded))
            : learned.map((b) => Math.max(0, b));

        const x = tf.tensor2d(activity);
        const labels = tf.tensor1d(
          activity.map((_, n) => n % classes),
          'int32',
        );
        const head = createPerturbedHead(model, options, BUDGET, streams);
        head.measure(x);
        head.step(x, labels, { update: 0, fraction });
        expectMatrix(model.outputKernel, expectedKernel);
        // The difference of two nearly equal means: accurate to their size, not its own.
        const bias = tf.reshape(model.outputBias, [1, classes]) as tf.Tensor2D;
        expectMatrix(bias, [expectedBias], 1e-4, (0.5 * 0.6) / classes);
        bias.dispose();
        tf.dispose([x, labels, ...Object.values(head.variables)]);
        model.dispose();
      },
    ),
    { numRuns: 40 },
  );
});

/** A kernel and a bias after two steps of a rule on a small network. */
function afterTwoSteps(
  options: PerturbedHeadOptions,
  seed: number,
  x: tf.Tensor2D,
  labels: tf.Tensor1D,
  activity: Parameters<PerturbedHead['step']>[0] = x,
): { readonly kernel: number[][]; readonly bias: number[] } {
  const streams = createStreams(seed);
  const initial = { kind: 'normal', sd: 0.3 } as const;
  const model = createNetwork({
    architecture: { inputs: 3, hidden: [5], classes: 3, nonnegative: false },
    activation: tf.relu,
    hidden: initial,
    output: initial,
    streams,
  });
  const head = createPerturbedHead(model, options, BUDGET, streams.child('perturb'));
  head.measure(x);
  for (const update of [0, 1]) head.step(activity, labels, { update, fraction: 0 });
  const after = { kernel: toMatrix(model.outputKernel), bias: [...model.outputBias.dataSync()] };
  tf.dispose(Object.values(head.variables));
  model.dispose();
  return after;
}

test.each([
  { form: 'gaussian', hyperparameters: { perturbations: 2 } },
  { form: 'pairs', hyperparameters: { perturbations: 2, antithetic: true } },
  { form: 'rank-one', hyperparameters: { perturbations: 2, antithetic: true, perturbationForm: 'rank-one' } },
])('centred, a step is that of the same network on the deviations, $form', ({ hyperparameters }) => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 6 }), (seed, samples) => {
      const options = schema.parse({
        outputLearningRate: 0.05,
        beta: 100,
        ...hyperparameters,
      });
      const activity = randomMatrix(samples, 5, createStreams(seed).stream('activity'), 0);
      const x = tf.tensor2d(activity);
      const deviations = tf.tidy(() => tf.sub<tf.Tensor2D>(x, tf.mean(x, 0)));
      const labels = tf.range(0, samples, 1, 'int32').mod(tf.scalar(3, 'int32')) as tf.Tensor1D;
      const { kernel } = afterTwoSteps({ ...options, outputInput: 'activity' }, seed, deviations, labels);
      const expected = tf.tensor2d(kernel);
      const centred = afterTwoSteps({ ...options, outputInput: 'centred' }, seed, x, labels);
      expectMatrix(expected, centred.kernel, 1e-3, 0.3);
      tf.dispose([x, deviations, labels, expected]);
    }),
    { numRuns: 25 },
  );
});

test.each([
  { form: 'gaussian', hyperparameters: {} },
  { form: 'centred', hyperparameters: { outputInput: 'centred' } },
  { form: 'rank-one', hyperparameters: { antithetic: true, perturbationForm: 'rank-one' } },
])('activity in parts makes the same step as in one piece, $form', ({ hyperparameters }) => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      (seed, samples, rows) => {
        const options = schema.parse({
          outputLearningRate: 0.05,
          beta: 100,
          ...hyperparameters,
        });
        const x = tf.tensor2d(randomMatrix(samples, 5, createStreams(seed).stream('activity'), 0));
        const labels = tf.range(0, samples, 1, 'int32').mod(tf.scalar(3, 'int32')) as tf.Tensor1D;
        const parts = function* () {
          for (let start = 0; start < samples; start += rows) {
            yield tf.slice(x, [start, 0], [Math.min(rows, samples - start), 5]);
          }
        };
        const whole = afterTwoSteps(options, seed, x, labels);
        const inParts = afterTwoSteps(options, seed, x, labels, parts);
        const expected = tf.tensor2d([...whole.kernel, whole.bias]);
        expectMatrix(expected, [...inParts.kernel, inParts.bias], 1e-4, 0.3);
        tf.dispose([x, labels, expected]);
      },
    ),
    { numRuns: 25 },
  );
});

test.each([
  { form: 'gaussian', hyperparameters: { perturbations: 8 } },
  { form: 'rank-one', hyperparameters: { perturbationForm: 'rank-one', antithetic: true, perturbations: 1 } },
  { form: 'centred', hyperparameters: { perturbations: 8, outputInput: 'centred' } },
])('the perturbation part lowers the cross-entropy on average, $form', ({ hyperparameters }) => {
  const architecture = { inputs: 3, hidden: [6], classes: 3, nonnegative: false };
  const initial = { kind: 'normal', sd: 0.1 } as const;
  const streams = createStreams(7);
  const model = createNetwork({
    architecture,
    activation: tf.relu,
    hidden: initial,
    output: initial,
    streams,
  });
  const options = schema.parse({ alpha: 0, gamma: 0, beta: 400_000, ...hyperparameters });
  const labelsOnHost = Array.from({ length: 60 }, (_, n) => n % 3);
  const activity = randomMatrix(60, 6, streams.stream('activity'), 0, 0.2).map((row, n) =>
    row.map((value, i) => (i % 3 === labelsOnHost[n] ? value + 0.8 : value)),
  );
  const x = tf.tensor2d(activity);
  const labels = tf.tensor1d(labelsOnHost, 'int32');
  const error = (): number =>
    tf.tidy(() => {
      const target = tf.cast(tf.oneHot(labels, 3), 'float32') as tf.Tensor2D;
      return tf.losses.softmaxCrossEntropy(target, model.logitsFromActivity(x)).dataSync()[0]!;
    });

  const head = createPerturbedHead(model, options, BUDGET, streams);
  head.measure(x);
  const before = error();
  for (let update = 0; update < 200; update++) head.step(x, labels, { update, fraction: 0 });
  expect(error()).toBeLessThan(before / 2);
  tf.dispose([x, labels, ...Object.values(head.variables)]);
  model.dispose();
});

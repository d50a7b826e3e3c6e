import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, toMatrix, type Matrix } from '@hebbench/fixtures';
import {
  createNetwork,
  crossEntropy,
  hiddenActivation,
  networkWeights,
  type FeedForward,
} from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { drawFeedback, feedbackGradients } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

const problems = fc.record({
  samples: fc.integer({ min: 1, max: 5 }),
  inputs: fc.integer({ min: 2, max: 8 }),
  hidden: fc.array(fc.integer({ min: 3, max: 9 }), { minLength: 1, maxLength: 3 }),
  classes: fc.integer({ min: 2, max: 4 }),
  nonnegative: fc.boolean(),
  seed: fc.nat(),
});

type Problem = typeof problems extends fc.Arbitrary<infer P> ? P : never;

interface Example {
  readonly model: FeedForward;
  readonly feedback: tf.Tensor2D[];
  readonly x: tf.Tensor2D;
  readonly target: tf.Tensor2D;
  readonly labels: readonly number[];
}

/** Runs `check` on a small network with its feedback weights, and frees them. */
function onExample(problem: Problem, check: (example: Example) => void): void {
  const { samples, inputs, hidden, classes, nonnegative, seed } = problem;
  const streams = createStreams(seed);
  const initial = nonnegative
    ? ({ kind: 'uniform', low: 0.1, high: 1 } as const)
    : ({ kind: 'normal', sd: 0.7 } as const);
  const architecture = { inputs, hidden, classes, nonnegative };
  const activation = hiddenActivation(nonnegative);
  const model = createNetwork({ architecture, activation, hidden: initial, output: initial, streams });
  const rows = randomMatrix(samples, inputs, streams.stream('x'), 0);
  const labels = rows.map((_, n) => (n + seed) % classes);
  tf.tidy(() =>
    check({
      model,
      feedback: drawFeedback(architecture, 2, streams.child('feedback')),
      x: tf.tensor2d(rows),
      target: tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), classes), 'float32') as tf.Tensor2D,
      labels,
    }),
  );
  model.dispose();
}

/** `row · matrix` */
function product(row: readonly number[], matrix: Matrix): number[] {
  return matrix[0]!.map((_, j) => row.reduce((sum, each, i) => sum + each * matrix[i]![j]!, 0));
}

/** One sample's activity of a layer, and its derivative with the mean and maximum of equation (6) held constant. */
function activity(currents: readonly number[], nonnegative: boolean): { z: number[]; slope: number[] } {
  if (!nonnegative)
    return {
      z: currents.map((y) => Math.max(0, y)),
      slope: currents.map((y) => (y > 0 ? 1 : 0)),
    };
  const mean = currents.reduce((sum, y) => sum + Math.abs(y), 0) / currents.length;
  const excess = currents.map((y) => Math.max(0, Math.abs(y) - mean));
  const top = Math.max(...excess);
  return {
    z: excess.map((each) => each / top),
    slope: currents.map((y, i) => (excess[i]! > 0 ? Math.sign(y) / top : 0)),
  };
}

function softmax(logits: readonly number[]): number[] {
  const total = logits.reduce((sum, each) => sum + Math.exp(each), 0);
  return logits.map((each) => Math.exp(each) / total);
}

/** Whether every layer of every sample is away from the kinks of its activation. */
function isSmooth({ model, x }: Example): boolean {
  const { nonnegative, hidden } = model.architecture;
  const inputs = [x, ...model.hidden(x)];
  return hidden.every((_, i) =>
    toMatrix(model.currents(inputs[i]!, i + 1)).every((row) => {
      const mean = nonnegative ? row.reduce((sum, y) => sum + y, 0) / row.length : 0;
      const sorted = row.toSorted((a, b) => b - a);
      return row.every((y) => Math.abs(y - mean) > 0.01) && (!nonnegative || sorted[0]! - sorted[1]! > 0.01);
    }),
  );
}

test('the update matches its scalar loops', () => {
  fc.assert(
    fc.property(problems, (problem) =>
      onExample(problem, (example) => {
        fc.pre(isSmooth(example));
        const { model, feedback, x, target, labels } = example;
        const kernels = [...model.kernels, model.outputKernel].map(toMatrix);
        const matrices = feedback.map(toMatrix);
        const rows = toMatrix(x);
        const bias = [...model.outputBias.dataSync()];
        const expected = kernels.map((kernel) => kernel.map((row) => row.map(() => 0)));
        const expectedBias = bias.map(() => 0);
        rows.forEach((row, n) => {
          const inputs = [[...row]];
          const slopes: number[][] = [];
          kernels.slice(0, -1).forEach((kernel) => {
            const { z, slope } = activity(product(inputs.at(-1)!, kernel), problem.nonnegative);
            inputs.push(z);
            slopes.push(slope);
          });
          const logits = product(inputs.at(-1)!, kernels.at(-1)!).map((each, k) => each + bias[k]!);
          const e = softmax(logits).map((p, k) => (p - (k === labels[n] ? 1 : 0)) / rows.length);
          const deltas = [e];
          for (let l = slopes.length - 1; l >= 0; l--)
            deltas.unshift(product(deltas[0]!, matrices[l]!).map((each, j) => each * slopes[l]![j]!));
          deltas.forEach((delta, layer) =>
            inputs[layer]!.forEach((xi, i) =>
              delta.forEach((each, j) => (expected[layer]![i]![j]! += xi * each)),
            ),
          );
          e.forEach((each, k) => (expectedBias[k]! += each));
        });
        const got = feedbackGradients(model, feedback, x, target, 'pointwise');
        const gotBias = tf.reshape(got.at(-1)!, [1, -1]) as tf.Tensor2D;
        // Samples of different classes may cancel: what is left of their sum is rounding.
        const scaleOf = (matrix: number[][]): number =>
          matrix.flat().reduce((max, each) => Math.max(max, Math.abs(each)), 0.01);
        expected.forEach((matrix, layer) =>
          expectMatrix(got[layer] as tf.Tensor2D, matrix, 1e-3, scaleOf(matrix)),
        );
        expectMatrix(gotBias, [expectedBias], 1e-3, scaleOf([expectedBias]));
      }),
    ),
    {
      // One sample of each class and equal scores: the bias stands still.
      examples: [[{ samples: 3, inputs: 2, hidden: [3], classes: 3, nonnegative: false, seed: 1095124430 }]],
    },
  );
});

test('with the transposed forward weights as feedback, the update is the gradient of backpropagation', () => {
  fc.assert(
    fc.property(problems, (problem) =>
      onExample(problem, (example) => {
        fc.pre(isSmooth(example));
        const { model, x, target } = example;
        const transposed = [...model.kernels.slice(1), model.outputKernel].map((kernel) =>
          tf.transpose(kernel),
        );
        const got = feedbackGradients(model, transposed, x, target, 'exact');
        const weights = networkWeights(model);
        const { grads } = tf.variableGrads(() => crossEntropy(model.logits(x), target), weights);
        weights.forEach(({ name, shape }, i) => {
          const columns = shape.at(-1)!;
          const expected = toMatrix(tf.reshape(grads[name]!, [-1, columns]) as tf.Tensor2D);
          // A unit alone above the mean has a constant activity: its gradient is what rounding leaves.
          const scale = expected.flat().reduce((max, each) => Math.max(max, Math.abs(each)), 0.1);
          expectMatrix(tf.reshape(got[i]!, [-1, columns]) as tf.Tensor2D, expected, 1e-4, scale);
        });
      }),
    ),
  );
});

test('feedback of a layer reaches from the next layer to it', () => {
  const [shallow, deep] = [[7], [7, 5]].map((hidden) =>
    drawFeedback({ hidden, classes: 3 }, 1, createStreams(1)),
  );
  expect(deep!.map(({ shape }) => shape)).toEqual([
    [5, 7],
    [3, 5],
  ]);
  expect(shallow!.map(({ shape }) => shape)).toEqual([[3, 7]]);
  tf.dispose([shallow!, deep!]);
});

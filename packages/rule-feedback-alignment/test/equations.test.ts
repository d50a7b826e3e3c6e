import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import {
  expectFeedbackUpdate,
  expectLastGradients,
  feedbackProblems,
  isSmooth,
  onFeedbackExample,
  rowTimes,
  type HiddenErrors,
} from '@hebbench/testkit';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { drawFeedback, feedbackGradients } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

/** From layer to layer: δₗ = δₗ₊₁ Bₗ ⊙ slopeₗ */
const hiddenErrors: HiddenErrors = (slopes, outputError, feedback) => {
  const deltas = [[...outputError]];
  for (let l = slopes.length - 1; l >= 0; l--)
    deltas.unshift(rowTimes(deltas[0]!, feedback[l]!).map((each, j) => each * slopes[l]![j]!));
  return deltas.slice(0, -1);
};

test('the update matches its scalar loops', () => {
  fc.assert(
    fc.property(feedbackProblems, (problem) =>
      onFeedbackExample(problem, drawFeedback, (example) => {
        fc.pre(isSmooth(example));
        const { model, feedback, x, target } = example;
        const got = feedbackGradients(model, feedback, x, target, 'pointwise');
        expectFeedbackUpdate(got, example, hiddenErrors);
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
    fc.property(feedbackProblems, (problem) =>
      onFeedbackExample(problem, drawFeedback, (example) => {
        fc.pre(isSmooth(example));
        const { model, x, target } = example;
        const transposed = [...model.kernels.slice(1), model.outputKernel].map((kernel) =>
          tf.transpose(kernel),
        );
        expectLastGradients(feedbackGradients(model, transposed, x, target, 'exact'), example);
      }),
    ),
  );
});

test('feedback of a layer reaches from the next layer to it', () => {
  const [shallow, deep] = [[7], [7, 5]].map((hidden) =>
    drawFeedback({ inputs: 5, hidden, classes: 3 }, 1, createStreams(1)),
  );
  expect(deep!.map(({ shape }) => shape)).toEqual([
    [5, 7],
    [3, 5],
  ]);
  expect(shallow!.map(({ shape }) => shape)).toEqual([[3, 7]]);
  tf.dispose([shallow!, deep!]);
});

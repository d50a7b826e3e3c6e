import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, toMatrix } from '@hebbench/fixtures';
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
import { drawFeedback, directFeedbackGradients } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

/** From the classes to each layer: δₗ = e Bₗ ⊙ slopeₗ */
const hiddenErrors: HiddenErrors = (slopes, outputError, feedback) =>
  slopes.map((slope, l) => rowTimes(outputError, feedback[l]!).map((each, j) => each * slope[j]!));

test('the update matches its scalar loops', () => {
  fc.assert(
    fc.property(feedbackProblems, (problem) =>
      onFeedbackExample(problem, drawFeedback, (example) => {
        fc.pre(isSmooth(example));
        const { model, feedback, x, target } = example;
        const got = directFeedbackGradients(model, feedback, x, target, 'pointwise');
        expectFeedbackUpdate(got, example, hiddenErrors);
      }),
    ),
    {
      // One sample of each class and equal scores: the bias stands still.
      examples: [[{ samples: 3, inputs: 2, hidden: [3], classes: 3, nonnegative: false, seed: 1095124430 }]],
    },
  );
});

test('with the transposed output weights as feedback, the last hidden layer follows the gradient of backpropagation', () => {
  fc.assert(
    fc.property(feedbackProblems, (problem) =>
      onFeedbackExample(problem, drawFeedback, (example) => {
        fc.pre(isSmooth(example));
        const { model, feedback, x, target } = example;
        const matrices = [...feedback.slice(0, -1), tf.transpose(model.outputKernel)];
        const got = directFeedbackGradients(model, matrices, x, target, 'exact').slice(-3);
        expectLastGradients(got, example);
      }),
    ),
    {
      // A layer whose activity is one unit's: the gradient is a difference of nearly equal numbers.
      examples: [
        [{ samples: 1, inputs: 4, hidden: [7, 6, 3], classes: 3, nonnegative: true, seed: 1079707550 }],
      ],
    },
  );
});

test('a hidden layer’s error does not depend on the weights above it', () => {
  const problem = { samples: 4, inputs: 5, hidden: [6, 7], classes: 3, nonnegative: false, seed: 2 };
  onFeedbackExample(problem, drawFeedback, ({ model, feedback, x, target }) => {
    // The logits stay as they are: what changes is how they come about.
    const error = (kernel: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor => {
      const changed = { ...model, logitsFromActivity: () => tf.add(tf.zeros([4, 3]), bias) as tf.Tensor2D };
      model.kernels[1]!.assign(kernel);
      return directFeedbackGradients(changed, feedback, x, target, 'exact')[0]!;
    };
    const bias = tf.tensor1d([0.5, -0.2, 0.1]);
    const before = error(tf.clone(model.kernels[1]!), bias) as tf.Tensor2D;
    const after = error(tf.neg(model.kernels[1]!), bias) as tf.Tensor2D;
    expectMatrix(after, toMatrix(before));
  });
});

test('feedback reaches from the classes to each hidden layer, drawn by the layer’s own stream', () => {
  const [shallow, deep] = [[7], [7, 5]].map((hidden) =>
    drawFeedback({ inputs: 5, hidden, classes: 3 }, 1, createStreams(1)),
  );
  expect(deep!.map(({ shape }) => shape)).toEqual([
    [3, 7],
    [3, 5],
  ]);
  expectMatrix(deep![0]!, toMatrix(shallow![0]!));
  tf.dispose([shallow!, deep!]);
});

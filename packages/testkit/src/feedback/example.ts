import { createStreams, type Architecture, type Streams } from '@hebbench/core';
import { randomMatrix, toMatrix } from '@hebbench/fixtures';
import { createNetwork, hiddenActivation, type FeedForward } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';

/** Small networks with fixed feedback weights. */
export const feedbackProblems = fc.record({
  samples: fc.integer({ min: 1, max: 5 }),
  inputs: fc.integer({ min: 2, max: 8 }),
  hidden: fc.array(fc.integer({ min: 3, max: 9 }), { minLength: 1, maxLength: 3 }),
  classes: fc.integer({ min: 2, max: 4 }),
  nonnegative: fc.boolean(),
  seed: fc.nat(),
});

/** One of {@link feedbackProblems}. */
export type FeedbackProblem = typeof feedbackProblems extends fc.Arbitrary<infer P> ? P : never;

/** A network with its feedback weights, and what it is to learn. */
export interface FeedbackExample {
  readonly model: FeedForward;
  /** Of each hidden layer. */
  readonly feedback: readonly tf.Tensor2D[];
  /** `[samples, inputs]` */
  readonly x: tf.Tensor2D;
  /** One-hot classes, `[samples, classes]`. */
  readonly target: tf.Tensor2D;
  readonly labels: readonly number[];
}

/** Draws the feedback weights of each hidden layer. */
export type DrawFeedback = (architecture: Architecture, scale: number, streams: Streams) => tf.Tensor2D[];

/** Runs `check` on the network of a problem, and frees it. */
export function onFeedbackExample(
  { samples, inputs, hidden, classes, nonnegative, seed }: FeedbackProblem,
  drawFeedback: DrawFeedback,
  check: (example: FeedbackExample) => void,
): void {
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

/** Whether every layer of every sample is away from the kinks of its activation, where a derivative is ambiguous. */
export function isSmooth({ model, x }: FeedbackExample): boolean {
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

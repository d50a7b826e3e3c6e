import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  createGradientHead,
  createNetwork,
  crossEntropy,
  crossEntropyGradient,
  relu,
  scheduleFactor,
} from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

test('cross-entropy and its gradient match scalar loops', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 2, max: 6 }),
      (seed, rows, classes) => {
        const stream = createStreams(seed).stream('logits');
        const logits = randomMatrix(rows, classes, stream, -3, 3);
        const labels = logits.map(() => stream.integer(classes));
        const probabilities = logits.map((row) => {
          const total = row.reduce((sum, value) => sum + Math.exp(value), 0);
          return row.map((value) => Math.exp(value) / total);
        });
        const expected =
          -labels.reduce((sum, label, n) => sum + Math.log(probabilities[n]![label]!), 0) / rows;
        const gradient = probabilities.map((row, n) =>
          row.map((p, k) => (p - (k === labels[n] ? 1 : 0)) / rows),
        );
        tf.tidy(() => {
          const x = tf.tensor2d(logits);
          const target = tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), classes), 'float32') as tf.Tensor2D;
          expect(crossEntropy(x, target).dataSync()[0]).toBeCloseTo(expected, 4);
          expectMatrix(crossEntropyGradient(x, target), gradient);
          expectMatrix(
            tf.grad((each) => crossEntropy(each as tf.Tensor2D, target))(x) as tf.Tensor2D,
            gradient,
          );
        });
      },
    ),
  );
});

test('the head does not care how the hidden activity is scaled', () => {
  const logitsAfterTraining = (scale: number): number[] => {
    const streams = createStreams(3);
    const zero = { kind: 'uniform', low: 0, high: 0 } as const;
    const start = { kind: 'normal', sd: 0.5 } as const;
    const architecture = { inputs: 4, hidden: [4], classes: 3, nonnegative: false };
    const model = createNetwork({ architecture, activation: relu, hidden: zero, output: start, streams });
    const options = { headBatchSize: 30, headLearningRate: 0.05, headSchedule: 'constant' } as const;
    const head = createGradientHead(model, options, { hiddenEpochs: 0, headEpochs: 1 }, { streams });
    const rows = randomMatrix(30, 4, createStreams(1).stream('rows'), 0);
    const x = tf.tensor2d(
      rows.map((row, n) => row.map((value, i) => scale * (value + (i === n % 3 ? 1 : 0)))),
    );
    const labels = tf.tensor1d(
      rows.map((_, n) => n % 3),
      'int32',
    );
    head.measure(x);
    head.measure(x);
    for (let update = 0; update < 20; update++)
      head.step(x, labels, { update, updates: 20, fraction: update / 20 });
    const got = tf.tidy(() => [...model.logitsFromActivity(x).dataSync()]);
    tf.dispose([x, labels, ...Object.values(head.variables)]);
    model.dispose();
    return got;
  };
  const reference = logitsAfterTraining(1);
  expect(Math.max(...reference)).toBeGreaterThan(0.5);
  for (const scale of [1e-3, 1e5])
    logitsAfterTraining(scale).forEach((value, i) => expect(value).toBeCloseTo(reference[i]!, 2));
});

test.each([
  { schedule: 'constant', factors: [1, 1, 1] },
  { schedule: 'linear', factors: [1, 0.5, 0] },
  { schedule: 'cosine', factors: [1, 0.5, 0] },
] as const)('the $schedule schedule', ({ schedule, factors }) => {
  [0, 0.5, 1].forEach((fraction, i) =>
    expect(scheduleFactor(schedule, fraction)).toBeCloseTo(factors[i]!, 6),
  );
});

import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, type Matrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGradientHead, createNetwork, dropout, relu, type HeadInput } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

const PROBABILITY = fc.double({ min: 0, max: 0.9, noNaN: true });

describe('dropout', () => {
  test.each([{ centred: false }, { centred: true }])(
    'matches scalar loops, around means: $centred',
    ({ centred }) => {
      fc.assert(
        fc.property(
          fc.nat(),
          fc.integer({ min: 1, max: 9 }),
          fc.integer({ min: 1, max: 9 }),
          PROBABILITY,
          (seed, rows, units, probability) => {
            const streams = createStreams(seed);
            const h = randomMatrix(rows, units, streams.stream('activity'), -2, 2);
            const means = Array.from({ length: units }, () => (centred ? 0.5 : 0));
            const draws = streams.stream('drops');
            const expected: Matrix = h.map((row) =>
              row.map((value, i) =>
                draws.uniform() < 1 - probability
                  ? means[i]! + (value - means[i]!) / (1 - probability)
                  : means[i]!,
              ),
            );
            tf.tidy(() => {
              const got = dropout(
                tf.tensor2d(h),
                probability,
                streams.stream('drops'),
                centred ? tf.tensor1d(means) : undefined,
              );
              expectMatrix(got, expected);
            });
          },
        ),
      );
    },
  );

  test('keeps the expectation', () => {
    const [rows, probability] = [20_000, 0.5];
    tf.tidy(() => {
      const left = dropout(
        tf.mul<tf.Tensor2D>(tf.ones([rows, 3]), 2),
        probability,
        createStreams(0).stream('drops'),
      );
      const values = left.dataSync();
      expect(new Set(values)).toEqual(new Set([0, 4]));
      // Four standard errors of a mean of values that are 0 or 4.
      for (const mean of tf.mean(left, 0).dataSync())
        expect(Math.abs(mean - 2)).toBeLessThan((4 * 2) / Math.sqrt(rows));
    });
  });
});

describe('an output layer with dropout', () => {
  const [UNITS, CLASSES, SAMPLES] = [6, 3, 12];

  function afterUpdates(
    headInput: HeadInput,
    headDropout: number | undefined,
    drop: (x: tf.Tensor2D, update: number, means: tf.Tensor1D) => tf.Tensor2D,
  ): number[] {
    const streams = createStreams(5);
    const model = createNetwork({
      architecture: { inputs: UNITS, hidden: [UNITS], classes: CLASSES, nonnegative: false },
      activation: relu,
      hidden: { kind: 'uniform', low: 0, high: 0 },
      output: { kind: 'normal', sd: 0.5 },
      streams,
    });
    const head = createGradientHead(
      model,
      {
        headBatchSize: SAMPLES,
        headLearningRate: 0.05,
        headSchedule: 'constant',
        headInput,
        ...(headDropout !== undefined && { headDropout }),
      },
      { hiddenEpochs: 0, headEpochs: 3 },
      { streams },
    );
    const rows = randomMatrix(SAMPLES, UNITS, streams.stream('rows'), 0, 1);
    const labels = tf.tensor1d(
      rows.map((_, n) => n % CLASSES),
      'int32',
    );
    const x = tf.tensor2d(rows);
    head.measure(x);
    const means = tf.tidy(() => tf.mean<tf.Tensor1D>(x, 0));
    for (let update = 0; update < 3; update++) {
      const left = drop(x, update, means);
      head.step(left, labels, { update, updates: 3, fraction: update / 3 });
      if (left !== x) left.dispose();
    }
    const weights = [...model.outputKernel.dataSync(), ...model.outputBias.dataSync()];
    tf.dispose([x, labels, means, ...Object.values(head.variables)]);
    model.dispose();
    return weights;
  }

  const whole = (x: tf.Tensor2D): tf.Tensor2D => x;

  test.each(['scaled', 'centred'] as const)(
    'learns as from activity that was dropped before, update by update: %s',
    (headInput) => {
      const drops = createStreams(5).child('dropout');
      const expected = afterUpdates(headInput, undefined, (x, update, means) =>
        dropout(x, 0.5, drops.stream(String(update)), headInput === 'centred' ? means : undefined),
      );
      const got = afterUpdates(headInput, 0.5, whole);
      expect(got).toEqual(expected);
      expect(got).not.toEqual(afterUpdates(headInput, undefined, whole));
    },
  );

  test('none is no dropout, to the bit', () => {
    expect(afterUpdates('scaled', 0, whole)).toEqual(afterUpdates('scaled', undefined, whole));
  });
});

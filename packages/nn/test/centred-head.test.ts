import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix, toMatrix, type Matrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createGradientHead, createNetwork, relu, type FeedForward, type HeadInput } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

const [UNITS, CLASSES, SAMPLES, RATE] = [4, 3, 12, 0.05];

/** A network whose hidden layer does not matter here. */
function modelOf(seed: number, nonnegative: boolean): FeedForward {
  const output = nonnegative
    ? ({ kind: 'uniform', low: 0.01, high: 0.5 } as const)
    : ({ kind: 'normal', sd: 0.5 } as const);
  return createNetwork({
    architecture: { inputs: UNITS, hidden: [UNITS], classes: CLASSES, nonnegative },
    activation: relu,
    hidden: { kind: 'uniform', low: 0, high: 0 },
    output,
    streams: createStreams(seed),
  });
}

/** Trains a head on all samples in each update; gives what it says of them, and the model's bias. */
function trained(
  model: FeedForward,
  {
    rows,
    labels,
    updates,
    headInput,
  }: { rows: Matrix; labels: number[]; updates: number; headInput: HeadInput },
): { probabilities: Matrix; bias: number[] } {
  const options = {
    headBatchSize: SAMPLES,
    headLearningRate: RATE,
    headSchedule: 'constant',
    headInput,
  } as const;
  const head = createGradientHead(
    model,
    options,
    { hiddenEpochs: 0, headEpochs: updates },
    { streams: createStreams(0) },
  );
  const x = tf.tensor2d(rows);
  const y = tf.tensor1d(labels, 'int32');
  head.measure(x);
  head.measure(x);
  for (let update = 0; update < updates; update++)
    head.step(x, y, { update, updates, fraction: update / updates });
  const probabilities = tf.tidy(() => toMatrix(tf.softmax(model.logitsFromActivity(x))));
  const bias = [...model.outputBias.dataSync()];
  tf.dispose([x, y, ...Object.values(head.variables)]);
  model.dispose();
  return { probabilities, bias };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/** The centred head in scalar loops: Adam on `V'` and `b'` for `h' = (h − μ)/r`. */
function scalarHead(kernel: Matrix, rows: Matrix, labels: number[], updates: number, floor: number): Matrix {
  const means = kernel.map((_, i) => mean(rows.map((row) => row[i]!)));
  const deviations = rows.map((row) => row.map((value, i) => value - means[i]!));
  const rms = Math.sqrt(mean(deviations.flat().map((value) => value * value)));
  const h = deviations.map((row) => row.map((value) => value / rms));
  const v = kernel.map((row) => [...row]);
  const b = Array<number>(CLASSES).fill(0);
  const state = new Map<string, [number, number]>();
  const adam = (name: string, gradient: number, t: number): number => {
    const [m, s] = state.get(name) ?? [0, 0];
    const next: [number, number] = [0.9 * m + 0.1 * gradient, 0.999 * s + 0.001 * gradient * gradient];
    state.set(name, next);
    return (RATE * (next[0] / (1 - 0.9 ** t))) / (Math.sqrt(next[1] / (1 - 0.999 ** t)) + 1e-8);
  };
  const softmax = (): Matrix =>
    h.map((row) => {
      const logits = b.map((bias, k) => bias + sum(row.map((value, i) => value * v[i]![k]!)));
      const total = sum(logits.map(Math.exp));
      return logits.map((logit) => Math.exp(logit) / total);
    });
  for (let t = 1; t <= updates; t++) {
    const delta = softmax().map((row, n) => row.map((p, k) => (p - (k === labels[n] ? 1 : 0)) / rows.length));
    for (let k = 0; k < CLASSES; k++) {
      for (let i = 0; i < UNITS; i++) {
        const gradient = sum(h.map((row, n) => row[i]! * delta[n]![k]!));
        v[i]![k] = Math.max(floor, v[i]![k]! - adam(`v${i}${k}`, gradient, t));
      }
      b[k] = b[k]! - adam(`b${k}`, sum(delta.map((row) => row[k]!)), t);
    }
  }
  return softmax();
}

describe.each([{ nonnegative: false }, { nonnegative: true }])(
  'a head on centred activity, nonnegative: $nonnegative',
  ({ nonnegative }) => {
    test('matches its scalar twin', () => {
      fc.assert(
        fc.property(fc.nat(), fc.integer({ min: 1, max: 8 }), (seed, updates) => {
          const stream = createStreams(seed).stream('rows');
          const rows = randomMatrix(SAMPLES, UNITS, stream, 0, 2);
          const labels = rows.map(() => stream.integer(CLASSES));
          const model = modelOf(seed, nonnegative);
          const kernel = toMatrix(model.outputKernel);
          const { probabilities, bias } = trained(model, { rows, labels, updates, headInput: 'centred' });
          const expected = scalarHead(kernel, rows, labels, updates, nonnegative ? 0 : -Infinity);
          tf.tidy(() => expectMatrix(tf.tensor2d(probabilities), expected, 5e-3));
          if (nonnegative) expect(Math.min(...bias)).toBeGreaterThanOrEqual(0);
        }),
      );
    });

    test('does not care what all samples have in common', () => {
      const stream = createStreams(5).stream('rows');
      const rows = randomMatrix(SAMPLES, UNITS, stream, 0, 1);
      const labels = rows.map((_, n) => n % CLASSES);
      const after = (added: number): Matrix =>
        trained(modelOf(5, nonnegative), {
          rows: rows.map((row) => row.map((value, i) => value + added * (i + 1))),
          labels,
          updates: 40,
          headInput: 'centred',
        }).probabilities;
      tf.tidy(() => expectMatrix(tf.tensor2d(after(16)), after(0), 1e-2));
    });
  },
);

test('learns sooner than an uncentred one where the common part is large', () => {
  const stream = createStreams(7).stream('rows');
  const labels = Array.from({ length: SAMPLES }, (_, n) => n % CLASSES);
  const rows = randomMatrix(SAMPLES, UNITS, stream, 30, 30.1).map((row, n) =>
    row.map((value, i) => value + (i === labels[n] ? 1 : 0)),
  );
  const loss = (headInput: HeadInput): number => {
    const { probabilities } = trained(modelOf(7, false), { rows, labels, updates: 60, headInput });
    return -mean(probabilities.map((row, n) => Math.log(row[labels[n]!]!)));
  };
  expect(loss('centred')).toBeLessThan(0.3 * loss('scaled'));
});

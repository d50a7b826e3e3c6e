import { createStreams, type Progress } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, randomMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import krotovHopfield from '../src/index.ts';
import type { Hyperparameters } from '../src/hyperparameters.ts';
import { powerLossGradient } from '../src/output-loss.ts';

beforeAll(async () => {
  await openEngine();
});

const targetOf = (label: number, k: number): number => (k === label ? 1 : -1);

/** Scalar-loop twin of the loss. */
function loss(logits: readonly number[][], labels: readonly number[], power: number): number {
  let sum = 0;
  logits.forEach((row, n) =>
    row.forEach((z, k) => {
      sum += Math.abs(Math.tanh(z) - targetOf(labels[n]!, k)) ** power;
    }),
  );
  return sum / logits.length;
}

test('the gradient of the power loss matches scalar loops, and those the slope of the loss', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 2, max: 6 }),
      fc.constantFrom(1.5, 2, 4, 6),
      (seed, rows, classes, power) => {
        const stream = createStreams(seed).stream('logits');
        const logits = randomMatrix(rows, classes, stream, -2, 2);
        const labels = logits.map(() => stream.integer(classes));
        const gradient = logits.map((row, n) =>
          row.map((z, k) => {
            const output = Math.tanh(z);
            const error = output - targetOf(labels[n]!, k);
            return (power * Math.sign(error) * Math.abs(error) ** (power - 1) * (1 - output ** 2)) / rows;
          }),
        );
        const step = 1e-5;
        const moved = (by: number): number =>
          loss(
            logits.map((row, n) => (n === 0 ? [row[0]! + by, ...row.slice(1)] : row)),
            labels,
            power,
          );
        expect((moved(step) - moved(-step)) / (2 * step)).toBeCloseTo(gradient[0]![0]!, 4);
        tf.tidy(() => {
          const target = tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), classes), 'float32') as tf.Tensor2D;
          expectMatrix(powerLossGradient(tf.tensor2d(logits), target, power), gradient);
        });
      },
    ),
  );
});

const ARCHITECTURE = { inputs: 6, hidden: [12], classes: 3, nonnegative: false };

function hyperparametersWith(changes: Record<string, unknown>): Hyperparameters {
  return krotovHopfield.hyperparameters.parse({ ...krotovHopfield.presets.paper(ARCHITECTURE), ...changes });
}

test('an output layer learns by it', () => {
  const streams = createStreams(5);
  const hyperparameters = hyperparametersWith({ lossPower: 6, power: 1, headLearningRate: 0.05 });
  const trainer = krotovHopfield.create({
    architecture: ARCHITECTURE,
    hyperparameters,
    budget: { hiddenEpochs: 0, headEpochs: 1 },
    streams,
  });
  const head = trainer.phases.at(-1)!;
  const samples = randomMatrix(30, 6, streams.stream('images'), 0).map((row, n) =>
    row.map((value, i) => value + (i % 3 === n % 3 ? 2 : 0)),
  );
  const labelsOnHost = Uint8Array.from(samples, (_, n) => n % 3);
  const logits = (): number[][] => tf.tidy(() => trainer.model.logits(tf.tensor2d(samples)).arraySync());
  const before = loss(logits(), [...labelsOnHost], 6);
  const x = tf.tidy(() => trainer.model.activity(tf.tensor2d(samples), 1));
  const labels = tf.tensor1d(Int32Array.from(labelsOnHost), 'int32');
  head.begin?.({ x });
  for (let update = 0; update < 60; update++) {
    const progress: Progress = { update, updates: 60, fraction: update / 60 };
    head.step({ x, parts: () => [x], labels, labelsOnHost, size: 30 }, progress);
  }
  expect(loss(logits(), [...labelsOnHost], 6)).toBeLessThan(before / 4);
  tf.dispose([x, labels]);
  trainer.dispose();
});

test('it is refused with the constraint, where no output can be negative', () => {
  const hyperparameters = hyperparametersWith({ lossPower: 6 });
  const why = krotovHopfield.unsupported!({ ...ARCHITECTURE, nonnegative: true }, hyperparameters);
  expect(why).toContain('lossPower');
  expect(krotovHopfield.unsupported!(ARCHITECTURE, hyperparameters)).toBeUndefined();
});

test('hidden layers do not depend on it', () => {
  const identities = [{ lossPower: 6 }, {}].map((changes) =>
    krotovHopfield.hiddenIdentity!(hyperparametersWith(changes), ARCHITECTURE),
  );
  expect(identities[0]).toEqual(identities[1]);
});

import { createStreams } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix, expectValues, randomMatrix, toMatrix, type Matrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import rule, { followSpikes, traceStep } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

test('an update on traces matches the loops of equation (1)', () => {
  const sizes = fc.record({
    samples: fc.integer({ min: 1, max: 6 }),
    inputs: fc.integer({ min: 1, max: 8 }),
    units: fc.integer({ min: 1, max: 7 }),
    seed: fc.nat(),
    nonnegative: fc.boolean(),
  });
  fc.assert(
    fc.property(sizes, ({ samples, inputs, units, seed, nonnegative }) => {
      const streams = createStreams(seed);
      const x = randomMatrix(samples, inputs, streams.stream('x'), 0, 1);
      const z = randomMatrix(samples, units, streams.stream('z'), 0, 1);
      const w = randomMatrix(inputs, units, streams.stream('w'), nonnegative ? 0 : -1, 1);
      const expected = w.map((row, i) =>
        row.map((wij, j) => {
          let change = 0;
          for (let n = 0; n < samples; n++) {
            let answered = 0;
            for (let k = 0; k < units; k++) answered += z[n]![k]! * w[i]![k]!;
            change += z[n]![j]! * (x[n]![i]! - answered);
          }
          const next = wij + (0.3 * change) / samples;
          return nonnegative ? Math.max(0, next) : next;
        }),
      );
      tf.tidy(() => {
        const kernel = tf.variable(tf.tensor2d(w));
        traceStep(kernel, tf.tensor2d(x), tf.tensor2d(z), { learningRate: 0.3, nonnegative });
        expectMatrix(kernel, expected, 1e-4, 1);
        kernel.dispose();
      });
    }),
    { seed: 1, numRuns: 30 },
  );
});

test('a trace forgets exponentially', () => {
  const trace = new Float32Array(1);
  const spikes = [1, 0, 0, 1, 1, 0];
  for (const spike of spikes) followSpikes(trace, Float32Array.of(spike), 4);
  const leak = Math.exp(-1 / 4);
  const expected = spikes.reduce((sum, spike, t) => sum + spike * (1 - leak) * leak ** (5 - t), 0);
  expectValues(trace, [expected], 1e-6);
});

const ARCHITECTURE = { inputs: 6, hidden: [4], classes: 2, nonnegative: true };
const SETTINGS = {
  steps: 5,
  updateEvery: 2,
  code: 'regular',
  traceTimeConstant: 3,
  hiddenLearningRate: 0.2,
};

/** A presentation in scalar loops, step by step: spikes, currents, drive, membranes, traces, updates at steps 2, 4, 5. */
function presented(x: Matrix, start: Matrix): Matrix {
  const w = start.map((row) => [...row]);
  const [inputs, units] = [w.length, w[0]!.length];
  const share = 1 - Math.exp(-1 / SETTINGS.traceTimeConstant);
  const images = x.map(() => ({
    total: Array.from({ length: units }, () => 0),
    given: Array.from({ length: units }, () => 0),
    membrane: Array.from({ length: units }, () => 0.5),
    read: Array.from({ length: inputs }, () => 0),
    answered: Array.from({ length: units }, () => 0),
  }));
  for (let t = 1; t <= SETTINGS.steps; t++) {
    images.forEach((image, n) => {
      const spikes = x[n]!.map((v) => Math.floor(t * v + 0.5) - Math.floor((t - 1) * v + 0.5));
      for (let j = 0; j < units; j++)
        for (let i = 0; i < inputs; i++) image.total[j]! += spikes[i]! * w[i]![j]!;
      const y = image.total.map((each) => each / t);
      const mean = y.reduce((sum, each) => sum + each, 0) / units;
      const above = y.map((each) => Math.max(0, each - mean));
      const largest = Math.max(...above);
      above.forEach((each, j) => {
        const drive = (t * each) / (largest + 1e-8);
        image.membrane[j]! += drive - image.given[j]!;
        image.given[j] = drive;
        const spike = image.membrane[j]! >= 1 ? 1 : 0;
        image.membrane[j]! -= spike;
        image.answered[j]! += share * (spike - image.answered[j]!);
      });
      spikes.forEach((spike, i) => (image.read[i]! += share * (spike - image.read[i]!)));
    });
    if (t % SETTINGS.updateEvery !== 0 && t !== SETTINGS.steps) continue;
    const before = w.map((row) => [...row]);
    for (let i = 0; i < inputs; i++) {
      for (let j = 0; j < units; j++) {
        let change = 0;
        for (const { read, answered } of images) {
          const rebuilt = answered.reduce((sum, each, k) => sum + each * before[i]![k]!, 0);
          change += answered[j]! * (read[i]! - rebuilt);
        }
        w[i]![j] = Math.max(0, before[i]![j]! + (SETTINGS.hiddenLearningRate * change) / images.length);
      }
    }
  }
  return w;
}

test('a presentation matches its loops', () => {
  const trainer = rule.create({
    architecture: ARCHITECTURE,
    hyperparameters: rule.hyperparameters.parse(SETTINGS),
    budget: { hiddenEpochs: 1, headEpochs: 1 },
    streams: createStreams(3),
  });
  const kernel = trainer.variables['hidden-1/kernel'] as tf.Variable<tf.Rank.R2>;
  const x = randomMatrix(3, ARCHITECTURE.inputs, createStreams(4).stream('x'), 0, 1);
  const expected = presented(x, toMatrix(kernel));
  expect(expected).not.toEqual(toMatrix(kernel));
  tf.tidy(() => {
    const batch = tf.tensor2d(x);
    const labelsOnHost = Uint8Array.of(0, 1, 0);
    const labels = tf.tensor1d(labelsOnHost, 'int32');
    trainer.phases[0]!.step(
      { x: batch, parts: () => [batch], labels, labelsOnHost, size: 3 },
      { update: 0, updates: 1, fraction: 0 },
    );
  });
  expectMatrix(kernel, expected);
  trainer.dispose();
});

test('a unit that never spiked is told of, and a layer that was shown nothing is not', () => {
  const silentAfter = (steps: number): Readonly<Record<string, number>> | undefined => {
    const trainer = rule.create({
      architecture: ARCHITECTURE,
      hyperparameters: rule.hyperparameters.parse(SETTINGS),
      budget: { hiddenEpochs: 1, headEpochs: 1 },
      streams: createStreams(3),
    });
    for (let update = 0; update < steps; update++) {
      tf.tidy(() => {
        const x = tf.zeros<tf.Rank.R2>([1, ARCHITECTURE.inputs]);
        const labels = tf.tensor1d([0], 'int32');
        trainer.phases[0]!.step(
          { x, parts: () => [x], labels, labelsOnHost: Uint8Array.of(0), size: 1 },
          { update, updates: steps, fraction: 0 },
        );
      });
    }
    const found = trainer.diagnostics?.();
    trainer.dispose();
    return found;
  };
  expect(silentAfter(0)).toEqual({});
  expect(silentAfter(1)).toEqual({ 'hidden-1.silentShare': 1 });
});

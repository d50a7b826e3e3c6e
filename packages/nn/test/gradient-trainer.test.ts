import { createStreams, type Trainer } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import {
  createGradientTrainer,
  createNetwork,
  crossEntropy,
  networkWeights,
  relu,
  train,
  type GradientTrainerOptions,
} from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

const ARCHITECTURE = { inputs: 6, hidden: [5, 4], classes: 3, nonnegative: false };

/** A trainer that follows `factor` times the gradient. */
function descend(
  factor: number,
  overrides: Partial<GradientTrainerOptions> = {},
  measureAlignment?: boolean,
): Trainer {
  const initial = { kind: 'normal', sd: 0.5 } as const;
  const streams = createStreams(1);
  const model = createNetwork({
    architecture: ARCHITECTURE,
    activation: relu,
    hidden: initial,
    output: initial,
    streams,
  });
  const weights = networkWeights(model);
  return createGradientTrainer({
    model,
    options: { optimiser: 'sgd', learningRate: 0.1, schedule: 'constant', batchSize: 10, ...overrides },
    budget: { hiddenEpochs: 0, headEpochs: 1 },
    gradients(x, oneHotLabels) {
      const { grads } = tf.variableGrads(() => crossEntropy(model.logits(x), oneHotLabels), weights);
      return weights.map(({ name }) => tf.mul(grads[name]!, factor));
    },
    ...(measureAlignment !== undefined && { measureAlignment }),
  });
}

async function trained(trainer: Trainer): Promise<Float32Array[]> {
  const split = patternImages(ARCHITECTURE, 40);
  await train(trainer, { dataset: ARCHITECTURE, split, streams: createStreams(2) });
  return trainer.model.weights().map(({ tensor }) => tensor.dataSync<'float32'>().slice());
}

test('follows the gradient at the given rate', async () => {
  const [once, doubled] = [descend(1), descend(2, { learningRate: 0.05 })];
  const before = once.model.weights().map(({ tensor }) => tensor.dataSync<'float32'>().slice());
  const [first, second] = [await trained(once), await trained(doubled)];
  first.forEach((weight, i) => {
    expect(weight).not.toEqual(before[i]);
    weight.forEach((value, j) => expect(value).toBeCloseTo(second[i]![j]!, 5));
  });
  once.dispose();
  doubled.dispose();
});

test('the schedule lets the rate fall', async () => {
  const [constant, linear] = [descend(1), descend(1, { schedule: 'linear' })];
  expect(await trained(linear)).not.toEqual(await trained(constant));
  constant.dispose();
  linear.dispose();
});

test.each([{ factor: 1 }, { factor: -1 }])(
  'tells the alignment of the last update: $factor',
  async ({ factor }) => {
    const trainer = descend(factor, {}, true);
    await trained(trainer);
    const found = Object.entries(trainer.diagnostics!());
    expect(found.map(([name]) => name)).toEqual([
      'hidden-1.kernel.alignment',
      'hidden-2.kernel.alignment',
      'output.kernel.alignment',
      'output.bias.alignment',
    ]);
    for (const [, cosine] of found) expect(cosine).toBeCloseTo(factor, 4);
    trainer.dispose();
  },
);

test('measures no alignment unless asked to', () => {
  const trainer = descend(1);
  expect(trainer.diagnostics).toBeUndefined();
  expect(Object.keys(trainer.variables)).toEqual(trainer.model.weights().map(({ name }) => name));
  trainer.dispose();
});

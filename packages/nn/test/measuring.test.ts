import { createStreams, type Batch, type Trainer } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import {
  changePhases,
  createGradientTrainer,
  crossEntropy,
  MEASURED_IMAGES,
  measureNetwork,
  measuringPhases,
  networkWeights,
  saveWeights,
  train,
  weightVariables,
  type Normalisation,
} from '../src/index.ts';
import { ARCHITECTURE, images, network } from './frozen-networks.ts';

beforeAll(async () => {
  await openEngine();
});

/** A network whose layers all learn at once. */
function trainerOf(normalisation: Normalisation): Trainer {
  const model = network(1, normalisation);
  const weights = networkWeights(model);
  return createGradientTrainer({
    model,
    options: { optimiser: 'sgd', learningRate: 0.1, schedule: 'constant', batchSize: 10 },
    budget: { hiddenEpochs: 0, headEpochs: 1 },
    gradients(x, oneHotLabels) {
      const { grads } = tf.variableGrads(() => crossEntropy(model.logits(x), oneHotLabels), weights);
      return weights.map(({ name }) => grads[name]!);
    },
  });
}

function batchOf(rows: number[][]): Batch {
  const x = tf.tensor2d(rows);
  const labelsOnHost = new Uint8Array(rows.length);
  return { x, parts: () => [x], labels: tf.tensor1d(labelsOnHost, 'int32'), labelsOnHost, size: rows.length };
}

const normalisation = { statistics: 'units', rescale: 'layer-maximum' } as const;
const split = patternImages(ARCHITECTURE, 40);
const options = { dataset: ARCHITECTURE, split, streams: createStreams(2) };
const constantsOf = ({ model }: Trainer): number[][] =>
  model
    .weights()
    .filter(({ kind }) => kind === 'constant')
    .map(({ tensor }) => [...tensor.dataSync()]);

test('before: 0 and 1; then those of the training images at the start, which no update changes', async () => {
  const trainer = trainerOf(normalisation);
  const { model } = trainer;
  const names = model.weights().map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('hidden-2'))).toEqual([
    'hidden-2/kernel',
    'hidden-2/currents-mean',
    'hidden-2/currents-factor',
    'hidden-2/maximum',
  ]);
  for (const values of constantsOf(trainer)) expect([[0], [1]]).toContainEqual([...new Set(values)]);
  const start = network(1, normalisation);
  tf.tidy(() => {
    const pixels = Float32Array.from(split.pixels, (value) => value / 255);
    measureNetwork(start, tf.tensor2d(pixels, [split.count, ARCHITECTURE.inputs]));
  });
  const records = await train(trainer, options);
  expect(records.map(({ name, updates }) => [name, updates])).toEqual([
    ['measure', 1],
    ['network', 4],
  ]);
  const own = model.weights();
  start.weights().forEach(({ kind, tensor }, i) => {
    const [before, after] = [tensor, own[i]!.tensor].map((each) => [...each.dataSync()]);
    if (kind === 'kernel') expect(after).not.toEqual(before);
    // All images, in another order.
    if (kind === 'constant') after!.forEach((each, j) => expect(each).toBeCloseTo(before![j]!, 4));
  });
  start.dispose();
  trainer.dispose();
});

test('at 0 epochs they stay', async () => {
  const trainer = changePhases(trainerOf(normalisation), () => ({ epochs: 0 }));
  const before = constantsOf(trainer);
  await train(trainer, options);
  expect(constantsOf(trainer)).toEqual(before);
  trainer.dispose();
});

test('layer by layer, on as many images as there are, at most a thousand, and on the first batch alone', () => {
  const model = network(1, normalisation);
  const phases = [1, 2].flatMap((layer) => measuringPhases(model, layer));
  expect(phases.map(({ name, input, batchSize }) => [name, input, batchSize])).toEqual([
    ['measure-1', { kind: 'pixels' }, MEASURED_IMAGES],
    ['measure-2', { kind: 'activity', layer: 1 }, MEASURED_IMAGES],
  ]);
  tf.tidy(() => {
    phases[0]!.step(batchOf(images(1, 5)), { update: 0, updates: 2, fraction: 0 });
    const before = saveWeights(model);
    phases[0]!.step(batchOf(images(2, 5)), { update: 1, updates: 2, fraction: 0.5 });
    expect(saveWeights(model)).toEqual(before);
  });
  model.dispose();
});

test('never where all is taken image by image: no phase, no constant', () => {
  const model = network(1, { at: 'inputs', statistics: 'image' });
  expect(measuringPhases(model)).toEqual([]);
  expect(Object.keys(weightVariables(model))).toHaveLength(4);
  model.dispose();
});

import { createStreams, type Architecture, type Trainer } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import { accuracy, train } from '@hebbench/nn';
import { beforeAll, expect, test } from 'vitest';
import { forwardForward, hardWrongLabels, uniformWrongLabels } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

async function trained(architecture: Architecture, overrides: object, epochs: number): Promise<Trainer> {
  const trainer = forwardForward.create({
    architecture,
    hyperparameters: forwardForward.hyperparameters.parse({
      ...forwardForward.presets.paper(architecture),
      batchSize: 20,
      ...overrides,
    }),
    budget: { hiddenEpochs: 0, headEpochs: epochs },
    streams: createStreams(4),
  });
  await train(trainer, {
    dataset: { classes: architecture.classes },
    split: patternImages(architecture, 100),
    streams: createStreams(4),
  });
  return trainer;
}

const shape = { inputs: 24, classes: 3 };

test('layers learn on their own: the first one is the same whatever lies above it', async () => {
  const settings = { negatives: 'uniform' };
  const alone = await trained({ ...shape, hidden: [12], nonnegative: false }, settings, 3);
  const below = await trained({ ...shape, hidden: [12, 9, 7], nonnegative: false }, settings, 3);
  const first = ({ model }: Trainer): Float32Array[] =>
    ['hidden-1/kernel', 'hidden-1/bias'].map((name) =>
      model
        .weights()
        .find((weight) => weight.name === name)!
        .tensor.dataSync<'float32'>()
        .slice(),
    );
  expect(first(below)).toEqual(first(alone));
  alone.dispose();
  below.dispose();
});

test.each([
  { hidden: [20], nonnegative: false, negatives: 'hard' },
  { hidden: [20], nonnegative: false, negatives: 'uniform' },
  { hidden: [20, 20], nonnegative: false, negatives: 'hard' },
  { hidden: [20], nonnegative: true, negatives: 'hard' },
])('learns patterns: $hidden, nonnegative: $nonnegative, $negatives negatives', async (example) => {
  const { hidden, nonnegative, negatives } = example;
  const architecture = { ...shape, hidden, nonnegative };
  const trainer = await trained(architecture, { negatives, learningRate: 0.02 }, 40);
  // All but the all-black and the all-white image have a pattern.
  expect(accuracy(trainer.model, patternImages(architecture, 100, 1))).toBeGreaterThan(90);
  trainer.dispose();
});

const labels = Uint8Array.from({ length: 3000 }, (_, n) => n % 3);

/** How often each wrong label was chosen for each right one, as shares. */
function shares(chosen: Int32Array): number[][] {
  return [0, 1, 2].map((right) => {
    const counts = [0, 0, 0];
    chosen.forEach((wrong, n) => labels[n] === right && counts[wrong]!++);
    return counts.map((count) => count / 1000);
  });
}

test('uniform wrong labels: never the right one, all others equally often', () => {
  const found = shares(uniformWrongLabels(labels, 3, createStreams(0).stream('uniform')));
  found.forEach((row, right) =>
    row.forEach((share, wrong) => expect(Math.abs(share - (right === wrong ? 0 : 0.5))).toBeLessThan(0.05)),
  );
  expect(found.map((row, right) => row[right])).toEqual([0, 0, 0]);
});

test('hard wrong labels: never the right one, others as their softmax', () => {
  // Odds of 4 to 1 for class 0 over class 1, and of 1 to 1 for class 1 over class 2.
  const logits = Array.from(labels, () => [Math.log(4), 0, 0]).flat();
  const found = shares(hardWrongLabels(labels, logits, 3, createStreams(0).stream('hard')));
  const expected = [
    [0, 0.5, 0.5],
    [0.8, 0, 0.2],
    [0.8, 0.2, 0],
  ];
  found.forEach((row, right) =>
    row.forEach((share, wrong) => expect(Math.abs(share - expected[right]![wrong]!)).toBeLessThan(0.05)),
  );
  expect(found.map((row, right) => row[right])).toEqual([0, 0, 0]);
});

test('hard wrong labels: extreme scores are no problem', () => {
  const chosen = hardWrongLabels(
    Uint8Array.of(0, 2),
    [1e30, -1e30, 5e29, 3000, 2000, 4000],
    3,
    createStreams(0).stream('x'),
  );
  expect([...chosen]).toEqual([2, 0]);
});

test('an image too small for its label is refused by name, unless the label goes beside it', () => {
  const architecture = { inputs: 3, hidden: [5], classes: 4, nonnegative: false };
  const parse = (label: string): Parameters<NonNullable<typeof forwardForward.unsupported>>[1] =>
    forwardForward.hyperparameters.parse({ label });
  expect(forwardForward.unsupported?.(architecture, parse('overlay'))).toContain(
    'no room for 4 label values',
  );
  expect(forwardForward.unsupported?.(architecture, parse('beside'))).toBeUndefined();
  expect(forwardForward.presets.paper(architecture)).toMatchObject({ label: 'beside' });
});

test('the paper preset is the default', () => {
  const architecture = { inputs: 784, hidden: [2000], classes: 10, nonnegative: false };
  expect(forwardForward.hyperparameters.parse({})).toEqual(
    forwardForward.hyperparameters.parse(forwardForward.presets.paper(architecture)),
  );
});

import type { Dataset, Split } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { saveWeights, type SavedTensor } from '@hebbench/nn';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findRulePackages } from '../src/rules/packages.ts';
import { loadRules } from '../src/rules/registry.ts';
import { createNetwork, trainNetwork, type Training } from '../src/run/network.ts';
import type { RunWatch } from '../src/run/watch.ts';
import { exampleRecord } from './example-record.ts';

const [INPUTS, CLASSES, COUNT] = [12, 3, 30];
const split: Split = {
  count: COUNT,
  pixels: Uint8Array.from({ length: COUNT * INPUTS }, (_, i) => (i * 37) % 256),
  labels: Uint8Array.from({ length: COUNT }, (_, i) => i % CLASSES),
};
const dataset = {
  name: 'mnist',
  title: 'Small',
  kind: 'drawing',
  images: { train: COUNT, test: COUNT },
  origin: 'embedded',
  shape: { height: 3, width: 4, channels: 1 },
  inputs: INPUTS,
  classes: CLASSES,
  classNames: ['a', 'b', 'c'],
  digest: 'f'.repeat(64),
  train: split,
  test: split,
  tuning: { fit: split, validation: split },
} as Dataset;
const cell = {
  ...exampleRecord().cell,
  rule: 'hebbian-wp',
  head: 'bp-head',
  hyperparameters: {},
  hidden: [5],
  budget: { hiddenEpochs: 3, headEpochs: 4 },
};
const rules = await loadRules(findRulePackages());

let folder: string;
beforeAll(() => openEngine({ engine: 'wasm' }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-watch-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const EPOCHS = ['hidden-1 1', 'hidden-1 2', 'hidden-1 3', 'head 1', 'head 2', 'head 3', 'head 4'];

/** Notes the epochs that it sees. */
function noting(identity = 'one', after: (seen: readonly string[]) => void = () => {}): RunWatch {
  let seen: string[] = [];
  return {
    identity,
    watch: {
      epoch: ({ phase, epoch }) => {
        seen.push(`${phase.name} ${epoch}`);
        after(seen);
      },
      state: () => [...seen],
      result: () => seen.join(),
      restore: (state) => {
        seen = [...(state as string[])];
      },
    },
  };
}

interface Outcome extends Training {
  readonly weights: Readonly<Record<string, SavedTensor>>;
}

async function trained(watch?: RunWatch, signal = new AbortController().signal): Promise<Outcome> {
  const place = { dataset, rules, modelDirectory: folder, retrain: false, signal, watch };
  const network = createNetwork(cell, 0, place);
  const identity = { modelHash: 'a', checkpointHash: 'a', checkpointDirectory: join(folder, 'checkpoint') };
  try {
    const training = await trainNetwork(network, { cell, seed: 0 }, identity, place);
    return { ...training, weights: saveWeights(network.trainer.model) };
  } finally {
    network.trainer.dispose();
  }
}

test('a watched network trains as one that is not, and each epoch is seen, although its layers are there', async () => {
  const unwatched = await trained();
  expect(unwatched.watched).toBeUndefined();
  const watched = await trained(noting());
  expect(watched.watched?.seen).toBe(EPOCHS.join());
  expect(watched.weights).toEqual(unwatched.weights);
  expect(watched.curve).toEqual(unwatched.curve);
});

test('what was seen is kept with the network, for the same watch alone', async () => {
  const first = await trained(noting());
  let epochs = 0;
  const count = (): void => void epochs++;
  expect((await trained(noting('one', count))).watched).toEqual(first.watched);
  expect(epochs).toBe(0);
  expect((await trained()).curve).toEqual(first.curve);
  expect((await trained(noting('another', count))).watched?.seen).toBe(EPOCHS.join());
  expect(epochs).toBe(EPOCHS.length);
});

test.each([2, 5])('a watch that is stopped after %i epochs goes on where it was', async (stop) => {
  const controller = new AbortController();
  const stopping = noting('one', ({ length }) => {
    if (length === stop) controller.abort();
  });
  await expect(trained(stopping, controller.signal)).rejects.toMatchObject({ code: 'INTERRUPTED' });
  let seenAfter = 0;
  const again = await trained(noting('one', () => void seenAfter++));
  expect(again.watched?.seen).toBe(EPOCHS.join());
  expect(seenAfter).toBe(EPOCHS.length - stop);
});

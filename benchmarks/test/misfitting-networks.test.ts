import type { Dataset, Split } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { saveWeights, type SavedTensor } from '@hebbench/nn';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findRulePackages } from '../src/rules/packages.ts';
import { findRule, loadRules } from '../src/rules/registry.ts';
import { hiddenHash } from '../src/run/identity.ts';
import { createNetwork, trainNetwork, type Workplace } from '../src/run/network.ts';
import { openHiddenLayerStore } from '../src/store/hidden-layer-store.ts';
import { openModelStore } from '../src/store/model-store.ts';
import { exampleRecord } from './example-record.ts';

const INPUTS = 12;
const CLASSES = 3;
const count = 30;
const split: Split = {
  count,
  pixels: Uint8Array.from({ length: count * INPUTS }, (_, i) => (i * 37) % 256),
  labels: Uint8Array.from({ length: count }, (_, i) => i % CLASSES),
};
const dataset: Dataset = {
  name: 'mnist',
  title: 'Small',
  kind: 'drawing',
  images: { train: count, test: count },
  origin: 'embedded',
  shape: { height: 3, width: 4, channels: 1 },
  inputs: INPUTS,
  classes: CLASSES,
  classNames: ['a', 'b', 'c'],
  digest: 'f'.repeat(64),
  train: split,
  test: split,
  tuning: { fit: split, validation: split },
};
const cell = {
  ...exampleRecord().cell,
  rule: 'hebbian-wp',
  head: 'bp-head',
  hyperparameters: {},
  hidden: [5],
  budget: { hiddenEpochs: 2, headEpochs: 2 },
};
const rules = await loadRules(findRulePackages());
const { rule, from } = findRule(rules, cell.rule);

let folder: string;
beforeAll(() => openEngine({ engine: 'wasm' }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-misfits-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The weights of the cell's network, trained where a folder has whatever it has. */
async function trained(): Promise<Record<string, SavedTensor>> {
  const place: Workplace = {
    dataset,
    rules,
    modelDirectory: folder,
    retrain: false,
    signal: new AbortController().signal,
  };
  const network = createNetwork(cell, 0, place);
  const identity = { modelHash: 'a', checkpointHash: 'a', checkpointDirectory: join(folder, 'checkpoint') };
  try {
    await trainNetwork(network, { cell, seed: 0 }, identity, place);
    return saveWeights(network.trainer.model);
  } finally {
    network.trainer.dispose();
  }
}

const MISFIT = { 'hidden-1/kernel': { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) } };

describe('what a folder holds under the right name and of another form', () => {
  test.each([
    {
      what: 'a network',
      put: () =>
        openModelStore(folder).save('a', { phases: [], diagnostics: {}, extra: [], tensors: MISFIT }),
    },
    {
      what: 'hidden layers',
      put: () => {
        const hyperparameters = rule.hyperparameters.parse(
          rule.presets.paper({
            inputs: INPUTS,
            hidden: [5],
            classes: CLASSES,
            nonnegative: cell.nonnegative,
          }),
        );
        const architecture = { inputs: INPUTS, hidden: [5], classes: CLASSES, nonnegative: cell.nonnegative };
        const hash = hiddenHash(
          { cell, seed: 0 },
          { rule, from, architecture, hyperparameters },
          dataset.digest,
        )!;
        openHiddenLayerStore(folder, hash, { retrain: false }).save({ phases: [], tensors: MISFIT });
      },
    },
  ])('is no $what of this one: it is trained anew, and the file replaced', async ({ put }) => {
    const expected = await trained();
    rmSync(folder, { recursive: true });
    put();
    expect(await trained()).toEqual(expected);
    expect(openModelStore(folder).load('a')?.tensors).toEqual(expected);
  });
});

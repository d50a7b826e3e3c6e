import { cellSchema, unitsOf, type Cell, type Dataset, type LayerSpec, type Split } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { saveWeights, type SavedTensor } from '@hebbench/nn';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findRulePackages } from '../src/rules/packages.ts';
import { loadRules } from '../src/rules/registry.ts';
import { createNetwork, trainNetwork, type Workplace } from '../src/run/network.ts';
import { exampleRecord } from './example-record.ts';

const shape = { height: 6, width: 5, channels: 2 };
const inputs = 60;
const count = 24;
const split: Split = {
  count,
  pixels: Uint8Array.from({ length: count * inputs }, (_, i) => (i * 37) % 256),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 3),
};
const dataset: Dataset = {
  name: 'mnist',
  title: 'Small',
  kind: 'drawing',
  images: { train: split.count, test: split.count },
  origin: 'embedded',
  shape,
  inputs,
  classes: 3,
  classNames: ['a', 'b', 'c'],
  digest: 'f'.repeat(64),
  train: split,
  test: split,
  tuning: { fit: split, validation: split },
};

const LAYERS: readonly LayerSpec[] = [
  { kind: 'conv', units: 8, size: 3, padding: 'same' },
  { kind: 'pool', by: 'max', size: 2 },
  { kind: 'conv', units: 9, size: 2 },
];

function cellOf(rule: string, head: string, layers = LAYERS): Cell {
  const { cell } = exampleRecord();
  const hyperparameters =
    rule === 'hebbian-wp' ? { head } : { headLearningRate: head === 'bp' ? 0.001 : 0.01 };
  const budget = { hiddenEpochs: 2, headEpochs: 2 };
  return { ...cell, rule, head, hidden: unitsOf(layers), layers, hyperparameters, budget };
}

let folder: string;
const rules = await loadRules(findRulePackages());
beforeAll(() => openEngine({ engine: 'wasm' }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-layers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Weights of a cell's network, after training or from the folder, and the seconds of its first layer. */
async function trained(
  cell: Cell,
  name: string,
): Promise<{ weights: Record<string, SavedTensor>; seconds: number }> {
  const place: Workplace = {
    dataset,
    rules,
    modelDirectory: folder,
    retrain: false,
    signal: new AbortController().signal,
  };
  const network = createNetwork(cell, 0, place);
  const identity = { modelHash: name, checkpointHash: name, checkpointDirectory: join(folder, 'checkpoint') };
  try {
    const { phases } = await trainNetwork(network, { cell, seed: 0 }, identity, place);
    return { weights: saveWeights(network.trainer.model), seconds: phases[0]!.seconds };
  } finally {
    network.trainer.dispose();
  }
}

test.each(['hebbian-wp', 'krotov-hopfield'])(
  'a convolutional network of %s is stored, and its hidden layers are trained once',
  async (rule) => {
    const [first, other] = ['bp', 'wp'].map((head) => cellOf(rule, head)) as [Cell, Cell];
    const one = await trained(first, 'one');
    expect(await trained(first, 'one'), 'from the store').toEqual(one);
    expect(one.weights['hidden-2/kernel']!.shape.toSorted()).toEqual([32, 9].toSorted());
    const two = await trained(other, 'two');
    expect(two.seconds).toBe(one.seconds);
    expect(two.weights['hidden-2/kernel']).toEqual(one.weights['hidden-2/kernel']);
    expect(two.weights['output/kernel']).not.toEqual(one.weights['output/kernel']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.hidden.bin'))).toHaveLength(1);
  },
);

test('layers that do not fit the images are an error of the cell, not of the rule', () => {
  const cell = cellOf('backprop', 'bp', [{ kind: 'conv', units: 8, size: 7 }]);
  const place = { dataset, rules, modelDirectory: folder, retrain: false, signal: AbortSignal.abort() };
  expect(() => createNetwork({ ...cell, hyperparameters: {} }, 0, place)).toThrowError(
    /INVALID_CONFIG[^]*windows of 7 × 7 on 6 × 5 values[^]*windows of at most 5 × 5/,
  );
});

test('a rule that cannot train them says why', () => {
  const cell = { ...cellOf('forward-forward', 'bp'), hyperparameters: {} };
  const place = { dataset, rules, modelDirectory: folder, retrain: false, signal: AbortSignal.abort() };
  expect(() => createNetwork(cell, 0, place)).toThrowError(/UNSUPPORTED[^]*the label of an image/);
});

test('units that hidden does not say are refused', () => {
  const cell = cellOf('backprop', 'bp');
  expect(cellSchema.parse(cell)).toEqual(cell);
  expect(cellSchema.safeParse({ ...cell, hidden: [8] }).error?.message).toContain('units of each layer');
});

import type { Dataset } from '@hebbench/core';
import { patternImages } from '@hebbench/fixtures';
import { saveWeights } from '@hebbench/nn';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  attack,
  createNetwork,
  evaluate,
  loadNetwork,
  loadRule,
  ruleNames,
  saveNetwork,
  trainNetwork,
  updates,
  type Network,
} from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hebbench-library-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shape = { height: 4, width: 4, channels: 1 };
const images = (count: number, seed: number): Dataset['train'] =>
  patternImages({ inputs: 16, hidden: [8], classes: 3, nonnegative: false }, count, seed);
const dataset: Dataset = {
  name: 'patterns',
  title: 'Patterns',
  kind: 'drawing',
  images: { train: 90, test: 30 },
  origin: 'own',
  shape,
  inputs: 16,
  classes: 3,
  classNames: ['a', 'b', 'c'],
  digest: '0'.repeat(64),
  train: images(90, 1),
  test: images(30, 2),
  tuning: { fit: images(60, 1), validation: images(30, 3) },
};

/** The folder of a package that exports this as its rule. */
function packageOf(code: string): string {
  const directory = mkdtempSync(join(folder, 'rule-'));
  const manifest = { name: 'a-rule', type: 'module', exports: './index.js', hebbench: { rule: '.' } };
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(directory, 'index.js'), `export default ${code};`);
  return directory;
}

interface Trained {
  readonly rule: string;
  readonly hyperparameters?: Readonly<Record<string, unknown>>;
}

function networkOf({ rule, hyperparameters = {} }: Trained): Promise<Network> {
  const budget = { hiddenEpochs: 2, headEpochs: 2 };
  return createNetwork({
    rule,
    dataset,
    hidden: [12, 9],
    hyperparameters,
    budget,
    seed: 3,
    nonnegative: true,
  });
}

/** Two layers, and each kernel unit by unit; labels in every step; a look at the input; an untrained one; constants. */
const TRAINED: readonly Trained[] = [
  { rule: 'krotov-hopfield' },
  { rule: 'backprop' },
  { rule: 'hpca' },
  { rule: 'random-features' },
  {
    rule: 'random-features',
    hyperparameters: { normalisation: { statistics: 'units', rescale: 'layer-maximum' } },
  },
];

describe.each(TRAINED)('$rule $hyperparameters', (of) => {
  test('a stored network is the trained one', async () => {
    const network = await networkOf(of);
    const phases: string[] = [];
    const records = await trainNetwork(network, dataset, {
      onEpoch: ({ phase }) => void phases.push(phase.name),
    });
    expect(new Set(phases)).toEqual(
      new Set(records.filter(({ updates: n }) => n > 0).map(({ name }) => name)),
    );
    const file = join(folder, 'below', `${of.rule}.safetensors`);
    await saveNetwork(network, file);
    // Installed, or by the path of its folder.
    for (const rule of [undefined, `packages/rule-${of.rule}`]) {
      const again = await loadNetwork(file, rule);
      expect(saveWeights(again.model)).toEqual(saveWeights(network.model));
      again.dispose();
    }
    const stored = await loadNetwork(file);
    expect(stored.description).toEqual(network.description);
    expect(evaluate(stored, dataset.test)).toBe(evaluate(network, dataset.test));
    stored.dispose();
    network.dispose();
  });

  test('an own loop makes the same updates', async () => {
    const [own, other] = [await networkOf(of), await networkOf(of)];
    await trainNetwork(other, dataset);
    for (const phase of own.trainer.phases) {
      for (let epoch = 0; epoch < phase.epochs; epoch++)
        for (const { batch, progress } of updates(own, phase, dataset.train, epoch))
          phase.step(batch, progress);
      phase.end?.();
    }
    expect(saveWeights(own.model)).toEqual(saveWeights(other.model));
    own.dispose();
    other.dispose();
  });
});

test('a convolution is stored as well', async () => {
  const layers = [
    { kind: 'conv', units: 4, size: 3 },
    { kind: 'pool', size: 2, by: 'max' },
  ] as const;
  const network = await createNetwork({ rule: 'backprop', dataset, layers, budget: { headEpochs: 1 } });
  await trainNetwork(network, dataset);
  const file = join(folder, 'conv.safetensors');
  await saveNetwork(network, file);
  const stored = await loadNetwork(file);
  expect(evaluate(stored, dataset.test)).toBe(evaluate(network, dataset.test));
  stored.dispose();
  network.dispose();
});

test('an attack leaves what it leaves', async () => {
  const network = await networkOf({ rule: 'backprop' });
  await trainNetwork(network, dataset);
  const points = await attack(network, dataset, {
    epsilons: [0.05, 1],
    images: 20,
    steps: 3,
    checkImages: 5,
  });
  expect(points.map(({ epsilon }) => epsilon)).toEqual([0.05, 1]);
  expect(points[1]!.pgd).toBeLessThanOrEqual(points[0]!.pgd);
  network.dispose();
});

describe('is refused with what was got, what was expected and how to mend it:', () => {
  test.each([
    ['a rule that nobody has', () => networkOf({ rule: 'bakcprop' }), 'did you mean "backprop"'],
    ['a package without a rule', () => loadRule('packages/core'), 'has no rule'],
    ['a rule that is not complete', () => loadRule(packageOf('{ create() {} }')), '"name" of type undefined'],
    ['a package that does not load', () => loadRule(packageOf('nobody()')), 'nobody is not defined'],
    [
      'a hyperparameter out of range',
      () => createNetwork({ rule: 'backprop', dataset, hidden: [4], hyperparameters: { learningRate: -1 } }),
      'pnpm bench rules backprop',
    ],
    ['no layer', () => createNetwork({ rule: 'backprop', dataset }), 'give `hidden`'],
    ['no units', () => createNetwork({ rule: 'backprop', dataset, hidden: [0] }), 'hidden'],
    ['a file that is not there', () => loadNetwork(join(folder, 'none')), 'no file'],
    ['a folder', () => loadNetwork(folder), 'no file'],
  ])('%s', async (_, attempt, says) => {
    await expect(attempt()).rejects.toThrow(says);
  });

  test('a network for a rule of other weights', async () => {
    const network = await networkOf({ rule: 'backprop' });
    const file = join(folder, 'other.safetensors');
    await saveNetwork(network, file);
    network.dispose();
    const other = await loadRule('hpca');
    await expect(loadNetwork(file, other)).rejects.toThrow('which "backprop" trained');
  });

  test('a network of a rule that is not installed, unless the rule is given', async () => {
    const outside = { ...(await loadRule('backprop')), name: 'outsider' };
    const network = await createNetwork({ rule: outside, dataset, hidden: [4] });
    const file = join(folder, 'outsider.safetensors');
    await saveNetwork(network, file);
    await expect(loadNetwork(file)).rejects.toThrow("loadNetwork(file, '../rule-outsider')");
    const stored = await loadNetwork(file, outside);
    expect(saveWeights(stored.model)).toEqual(saveWeights(network.model));
    stored.dispose();
    network.dispose();
  });
});

test('rules are found beside this package', () => {
  expect(ruleNames()).toContain('krotov-hopfield');
});

import type { Dataset, Phase } from '@hebbench/core';
import { MNIST } from '@hebbench/datasets/traits';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import { accuracy, saveWeights } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { findRulePackages } from '../src/rules/packages.ts';
import { findRule, loadRules } from '../src/rules/registry.ts';
import { plasticity } from '../src/suites/plasticity/index.ts';
import { stoppingGain } from '../src/suites/plasticity/long-training.ts';
import { pruningCurve, removable, REMOVED } from '../src/suites/plasticity/pruning.ts';
import { watchPlasticity, type Seen, type TrainingPoint } from '../src/suites/plasticity/watch.ts';
import type { SuiteResults } from '../src/suite.ts';
import { createStreams } from '@hebbench/core';
import { exampleRecord } from './example-record.ts';

const ARCHITECTURE = { inputs: 12, hidden: [8], classes: 3, nonnegative: true };
const IMAGES = patternImages(ARCHITECTURE, 60);
const DATASET = {
  ...ARCHITECTURE,
  train: IMAGES,
  test: IMAGES,
  tuning: { fit: IMAGES, validation: IMAGES },
} as unknown as Dataset;
const [LONG] = plasticity.cells('smoke', { rules: ['hebbian-wp'] });
const { rule } = findRule(await loadRules(findRulePackages()), 'hebbian-wp');

beforeAll(() => openEngine({ engine: 'wasm' }));

function network(): ReturnType<typeof rule.create> {
  const hyperparameters = rule.hyperparameters.parse(rule.presets.paper(ARCHITECTURE));
  return rule.create({
    architecture: ARCHITECTURE,
    hyperparameters,
    budget: { hiddenEpochs: 1, headEpochs: 1 },
    streams: createStreams(0),
  });
}

function point(epoch: number, validation: number, tested: number): TrainingPoint {
  return { phase: 'head', trains: 'head', epoch, train: 100, validation, test: tested };
}

test.each([
  { accuracy: 'is best in the end', points: [point(1, 80, 90), point(2, 85, 82)], gain: 0 },
  { accuracy: 'falls', points: [point(1, 80, 70), point(2, 85, 84), point(3, 60, 61)], gain: 23 },
  {
    accuracy: 'was best by chance on validation images alone',
    points: [point(1, 85, 70), point(2, 84, 72)],
    gain: -2,
  },
  { accuracy: 'is not known', points: [], gain: undefined },
])('where accuracy $accuracy, stopping gains $gain points', ({ points, gain }) => {
  expect(stoppingGain(points)).toBe(gain);
});

test.each([
  { accuracies: [90, 90, 89.5, 88, 89.9], most: 20 },
  { accuracies: [90, 50], most: 0 },
  { accuracies: [10, 10, 10], most: 20 },
])('of $accuracies, $most % can be removed', ({ accuracies, most }) => {
  expect(removable(accuracies.map((each, i) => ({ removed: 10 * i, accuracy: each })))).toBe(most);
});

test('pruning removes the smallest weights first, and leaves the network as it was', () => {
  const { model, dispose } = network();
  const before = saveWeights(model);
  const [tensors, whole] = [tf.memory().numTensors, accuracy(model, IMAGES)];
  const curve = pruningCurve(model, IMAGES, 60);
  expect(curve.map(({ removed }) => removed)).toEqual(REMOVED);
  expect(curve[0]!.accuracy).toBe(whole);
  expect(saveWeights(model)).toEqual(before);
  expect(tf.memory().numTensors).toBe(tensors);
  dispose();
});

describe('the watch', () => {
  /** Sets hidden weights as if they had learned. */
  function learn(model: ReturnType<typeof network>['model'], epoch: number): void {
    const kernel = model.weights()[0]!.tensor as tf.Variable;
    const values = Float32Array.from({ length: kernel.size }, (_, i) =>
      (i + epoch) % 4 === 0 ? 0 : 0.1 + i / 500,
    );
    const tensor = tf.tensor(values, kernel.shape);
    kernel.assign(tensor);
    tensor.dispose();
  }

  const PHASE = { name: 'hidden-1', trains: 'hidden', epochs: 5 } as Phase;

  /** What was seen after five epochs, the watch being replaced by another one after some of them. */
  function seenWith(stop?: number): Seen {
    const { model, dispose } = network();
    const start = (): ReturnType<typeof watchPlasticity> =>
      watchPlasticity({ model, dataset: DATASET, cell: LONG!, seed: 0 });
    let watch = start();
    const tensors = tf.memory().numTensors;
    for (let epoch = 1; epoch <= 5; epoch++) {
      learn(model, epoch);
      void watch.epoch({ phase: PHASE, epoch });
      if (epoch !== stop) continue;
      const state = JSON.parse(JSON.stringify(watch.state())) as unknown;
      watch = start();
      watch.restore(state);
    }
    expect(tf.memory().numTensors).toBe(tensors);
    dispose();
    return watch.result() as Seen;
  }

  test('counts what comes and goes, epoch by epoch, and goes on from its state', () => {
    const seen = seenWith();
    expect(seen.points.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    // A quarter of the weights is 0, another one after each epoch; none was at the start.
    expect(seen.points.map(({ synapses }) => [synapses!.silent, synapses!.born, synapses!.lost])).toEqual([
      [25, 0, 25],
      ...Array.from({ length: 4 }, () => [25, 25, 25]),
    ]);
    for (const { synapses } of seen.points) expect(synapses!.change).toBeGreaterThan(0);
    expect(seenWith(3)).toEqual(seen);
  });
});

test('on other drawings cells and report have their name, and make no claim of the paper’s', async () => {
  const sets = ['fashion-mnist', 'kmnist'].map((name) => ({ ...MNIST, name, title: name.toUpperCase() }));
  const cells = plasticity.cells('quick', { rules: [], sets });
  const ids = new Set(cells.map(({ id }) => id));
  expect(ids.size).toBe(cells.length);
  expect(ids).toContain('plasticity/kmnist/nonneg/long/hebbian-wp-joint');
  const files = await plasticity.report({ scale: 'quick', data: 'real', cells, records: [], sets });
  const summary = String(files.get('summary.md'));
  expect(summary.split('\n')[0]).toContain('FASHION-MNIST, KMNIST');
  expect(summary).toContain('The paper makes no claim on');
});

/** Results with made numbers: synapses in use grow with a power of the width, rule by rule. */
function resultsWith(powers: Readonly<Record<string, number>>, gains: readonly number[]): SuiteResults {
  const cells = plasticity.cells('quick', { rules: [] });
  const records = cells.flatMap((cell) =>
    cell.seeds.map((seed) => {
      const units = cell.hidden[0]!;
      const used =
        100 * units ** ((powers[cell.rule] ?? 1) + seed * 0.01 * (cell.rule === 'hebbian-wp' ? 1 : 2));
      return {
        ...exampleRecord(cell, seed),
        metrics: {
          accuracy: 90,
          trainAccuracy: 91,
          gap: 1 + seed,
          weights: 784 * units,
          used,
          outputGain: gains[seed]!,
        },
        details: {
          points: [point(1, 80, 80)],
          lifetimes: { lost: [], alive: [] },
          pruning: [{ removed: 0, accuracy: 90 }],
        },
      };
    }),
  );
  return { scale: 'quick', data: 'real', cells, records };
}

async function verdictOn(results: SuiteResults, claim: string): Promise<string | undefined> {
  const summary = String((await plasticity.report(results)).get('summary.md'));
  return summary
    .split('\n')
    .find((line) => line.includes(claim))
    ?.split('|')
    .at(-2)
    ?.trim();
}

test.each([
  { proposed: 0.4, backprop: 1, verdict: 'reproduced' },
  { proposed: 1, backprop: 0.4, verdict: 'not reproduced' },
])(
  'synapses that grow with powers $proposed and $backprop: $verdict',
  async ({ proposed, backprop, verdict }) => {
    const results = resultsWith({ 'hebbian-wp': proposed, backprop }, [0, 0, 0]);
    expect(await verdictOn(results, 'lower power of the width')).toBe(verdict);
  },
);

test.each([
  { gains: [0, 0.1, 0.05], verdict: 'reproduced' },
  { gains: [2, 2.1, 2.2], verdict: 'not reproduced' },
  { gains: [0, 0.6, 1.2], verdict: 'undecided' },
])('gains of early stopping of $gains: $verdict', async ({ gains, verdict }) => {
  expect(await verdictOn(resultsWith({}, gains), 'output layer (proposed)')).toBe(verdict);
});

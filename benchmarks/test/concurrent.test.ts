import { createStreams, type Dataset } from '@hebbench/core';
import { jointTraits } from '@hebbench/datasets/joint';
import { FSDD, MNIST, URBANSOUND8K } from '@hebbench/datasets/traits';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import { saveWeights, train } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { findRulePackages } from '../src/rules/packages.ts';
import { findRule, loadRules } from '../src/rules/registry.ts';
import { trainingSplit } from '../src/run/splits.ts';
import type { ScoreContext, SuiteResults } from '../src/suite.ts';
import { CONCURRENT_SCALES } from '../src/suites/concurrent/cells.ts';
import { concurrent } from '../src/suites/concurrent/index.ts';
import { taskUnits } from '../src/suites/concurrent/units.ts';
import { exampleRecord } from './example-record.ts';

beforeAll(() => openEngine({ engine: 'wasm' }));

const SMOKE = concurrent.cells('smoke', { rules: [] });

test('networks of one task are those of both but for what they see', () => {
  const both = SMOKE.filter(({ id }) => id.includes('/both/'));
  expect(both).toHaveLength(2 * 4);
  for (const cell of both) {
    const { id, ...rest } = cell;
    for (const [name, trainClasses] of [
      ['mnist', [0, 10]],
      ['fsdd', [10, 20]],
    ] as const)
      expect(SMOKE).toContainEqual({ ...rest, id: id.replace('/both/', `/${name}/`), trainClasses });
  }
});

test('each width is half of the next, so that half of the units are there', () => {
  for (const { widths, mainWidth } of Object.values(CONCURRENT_SCALES)) {
    widths.slice(1).forEach((width, i) => expect(width).toBe(2 * widths[i]!));
    expect(widths.slice(1)).toContain(mainWidth);
  }
});

test('other sounds take the place of spoken digits; images do not', () => {
  const cells = concurrent.cells('quick', { rules: [], sets: [URBANSOUND8K, MNIST] });
  expect(new Set(cells.map(({ dataset }) => dataset))).toEqual(
    new Set(['mnist-and-urbansound8k-beside', 'mnist-and-urbansound8k-shared']),
  );
  expect(concurrent.cells('quick', { rules: [], sets: [MNIST] })).toEqual([]);
});

/** Two sets of three classes each, side by side. */
const SMALL = {
  kind: 'drawing',
  shape: { height: 4, width: 3, channels: 1 },
  inputs: 12,
  classes: 3,
} as const;
const JOINT = jointTraits(
  { ...MNIST, ...SMALL, images: { train: 60, test: 60 } },
  { ...FSDD, ...SMALL, images: { train: 60, test: 60 } },
  'beside',
);
const ARCHITECTURE = { inputs: 24, hidden: [10], classes: 6, nonnegative: true };
const IMAGES = patternImages(ARCHITECTURE, 120);
const DATASET = {
  ...JOINT,
  train: IMAGES,
  test: IMAGES,
  tuning: { fit: IMAGES, validation: IMAGES },
} as unknown as Dataset;

test('a cell of some classes trains on their images of those that all have', () => {
  const [cell] = SMOKE;
  const all = trainingSplit({ ...cell!, trainImages: 50 }, DATASET);
  const some = trainingSplit({ ...cell!, trainImages: 50, trainClasses: [3, 6] }, DATASET);
  const own = [...all.labels].flatMap((label, n) => (label >= 3 ? [n] : []));
  expect(some.count).toBe(own.length);
  expect([...some.labels]).toEqual(own.map((n) => all.labels[n]));
  expect(some.pixels.subarray(0, 24)).toEqual(all.pixels.subarray(own[0]! * 24, (own[0]! + 1) * 24));
});

const { rule } = findRule(await loadRules(findRulePackages()), 'backprop');

/** A network that has learned the first task, as the suite has one. */
async function learned(): Promise<ScoreContext> {
  const cell = SMOKE.find(({ id }) => id.endsWith('/units-100/mnist/backprop'))!;
  const hyperparameters = rule.hyperparameters.parse(rule.presets.paper(ARCHITECTURE));
  const create: ScoreContext['create'] = (budget, streams, changes) =>
    rule.create({ architecture: { ...ARCHITECTURE, ...changes }, hyperparameters, budget, streams });
  const small = { ...cell, trainClasses: [0, 3] as const, budget: { hiddenEpochs: 0, headEpochs: 60 } };
  const trainer = create(small.budget, createStreams(0).child('rule'));
  await train(trainer, {
    dataset: DATASET,
    split: trainingSplit(small, DATASET),
    streams: createStreams(0).child('training'),
  });
  return {
    model: trainer.model,
    dataset: DATASET,
    cell: small,
    seed: 0,
    streams: createStreams(0).child('scoring'),
    signal: new AbortController().signal,
    create,
    network: () => Promise.reject(new Error('no other network')),
  };
}

test('a network that goes on with the other task learns it, and forgets; the first one stays as it is', async () => {
  const context = await learned();
  const before = saveWeights(context.model);
  const tensors = tf.memory().numTensors;
  const { metrics } = await concurrent.score(context);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(saveWeights(context.model)).toEqual(before);
  const { accuracy, afterOwn, afterOther, sequential } = metrics as Record<string, number>;
  expect(accuracy).toBeGreaterThan(90);
  // Of whose classes it had seen none.
  expect(afterOther).toBeGreaterThan(50);
  // Classes that are no longer seen are no longer answered.
  expect(afterOwn).toBeLessThan(accuracy! - 20);
  expect(sequential).toBeCloseTo((afterOwn! + afterOther!) / 2, 10);
});

test('whose units are is seen from activity, inputs and outputs', async () => {
  const { model } = await learned();
  // Unit 0 reads the first task's inputs and answers its classes, unit 1 the second's; the others do both.
  const [hidden, output] = model.weights().filter(({ kind }) => kind === 'kernel');
  const assign = (to: typeof hidden, valueOf: (row: number, column: number) => number): void => {
    const [rows, columns] = to!.tensor.shape as [number, number];
    const turned = to!.transposed === true;
    const values = Float32Array.from({ length: rows * columns }, (_, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      return turned ? valueOf(column, row) : valueOf(row, column);
    });
    const tensor = tf.tensor(values, [rows, columns]);
    (to!.tensor as tf.Variable).assign(tensor);
    tensor.dispose();
  };
  const isFirst = (input: number): boolean => input % 6 < 3;
  assign(hidden, (input, unit) => (unit > 1 || isFirst(input) === (unit === 0) ? 1 : 0));
  assign(output, (unit, label) => (unit > 1 || label < 3 === (unit === 0) ? 1 : 0));
  const black = (first: boolean): Dataset['test'] => ({
    count: 2,
    pixels: Uint8Array.from({ length: 48 }, (_, i) => (isFirst(i % 24) === first ? 200 : 0)),
    labels: new Uint8Array(2),
  });
  const tensors = tf.memory().numTensors;
  const { metrics, shares } = taskUnits(model, [black(true), black(false)], JOINT);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(metrics).toMatchObject({
    silentUnits: 0,
    inputAssigned: 20,
    outputAssigned: 20,
    activityAssigned: 20,
  });
  expect(metrics['inputSelectivity']).toBeCloseTo(20, 4);
  expect(shares['activity']!.filter((count) => count > 0)).toEqual([1, 8, 1]);
});

describe('the report', () => {
  /** Results in which networks of both tasks are some points worse than those alone. */
  function resultsWith(
    losses: readonly number[],
    assigned: number,
    data: SuiteResults['data'] = 'real',
  ): SuiteResults {
    const cells = concurrent.cells('quick', { rules: [] });
    const records = cells.flatMap((cell) =>
      cell.seeds.map((seed) => {
        const isBoth = cell.id.includes('/both/');
        const accuracy =
          90 - (isBoth ? losses[seed]! : 0) + (cell.id.includes('/fsdd/') ? -4 : isBoth ? -2 : 0);
        return {
          ...exampleRecord(cell, seed),
          metrics: { accuracy, ...(isBoth && { activityAssigned: assigned + seed }) },
          details: isBoth ? { shares: { activity: Array.from({ length: 20 }, () => 5) } } : {},
        };
      }),
    );
    return { scale: 'quick', data, cells, records };
  }

  async function verdicts(results: SuiteResults, claim: string): Promise<(string | undefined)[]> {
    const summary = String((await concurrent.report(results)).get('summary.md'));
    return summary
      .split('\n')
      .filter((line) => line.startsWith('| ') && line.includes(claim))
      .map((line) => line.split('|').at(-2)?.trim());
  }

  test.each([
    { losses: [0.5, 0.4, 0.6], assigned: 20, comparable: 'reproduced', shared: 'reproduced' },
    { losses: [5, 5.1, 5.2], assigned: 80, comparable: 'not reproduced', shared: 'not reproduced' },
    { losses: [1, 2, 3], assigned: 49, comparable: 'undecided', shared: 'undecided' },
  ])('$losses points lost, $assigned % assigned', async ({ losses, assigned, comparable, shared }) => {
    const results = resultsWith(losses, assigned);
    // Side by side, and in shared inputs.
    expect(await verdicts(results, 'combined accuracy')).toEqual([comparable, comparable]);
    expect(await verdicts(results, 'not assigned to tasks')).toEqual([shared, shared]);
  });

  test('has its files, and none without numbers', async () => {
    const files = await concurrent.report(resultsWith([1, 1, 1], 10));
    expect([...files.keys()].toSorted()).toEqual([
      'concurrent.csv',
      'loss-mnist-and-fsdd-beside.svg',
      'loss-mnist-and-fsdd-shared.svg',
      'report.html',
      'shares.csv',
      'summary.md',
      'units-mnist-and-fsdd-beside.svg',
      'units-mnist-and-fsdd-shared.svg',
    ]);
    expect(String(files.get('summary.md'))).toContain('spoken digits stand in for it');
    const empty = await concurrent.report({ ...resultsWith([1, 1, 1], 10), records: [] });
    expect([...empty.keys()].toSorted()).toEqual([
      'concurrent.csv',
      'report.html',
      'shares.csv',
      'summary.md',
    ]);
  });

  test('of drawn images says nothing of the paper', async () => {
    const summary = String(
      (await concurrent.report(resultsWith([1, 1, 1], 10, 'embedded'))).get('summary.md'),
    );
    expect(summary).toContain('embedded stand-ins');
    expect(summary).not.toContain('reproduced |');
  });
});

import { type Cell } from '@hebbench/core';
import { loadDataset } from '@hebbench/datasets';
import { openEngine } from '@hebbench/engine';
import { accuracy } from '@hebbench/nn';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRulePackages } from '../src/rules/packages.ts';
import { loadRules } from '../src/rules/registry.ts';
import { createNetwork, trainNetwork, type Workplace } from '../src/run/network.ts';
import { evaluationSplit } from '../src/run/splits.ts';
import { tableEntries } from '../src/suites/table1/cells.ts';

/** Networks small enough for a test, on the embedded digits and pictures. */
const REDUCED = { units: 100, trainImages: 1500, testImages: 1000 };

/** A cell of Table 1, its epochs (hidden, output layer), and what it scores on the test images, in percent. */
interface Expectation {
  readonly cell: string;
  readonly epochs: readonly [number, number];
  /** Mean over seeds 0 to 4. */
  readonly mean: number;
  /** Three standard deviations over these seeds, and at least 2. */
  readonly tolerance: number;
}

const EXPECTED: readonly Expectation[] = [
  { cell: 'mnist/free/1-layer/hebbian-wp/bp-head', epochs: [40, 20], mean: 77.7, tolerance: 2.5 },
  { cell: 'mnist/free/1-layer/hebbian-wp/wp-head', epochs: [40, 300], mean: 50.6, tolerance: 4.1 },
  { cell: 'mnist/free/2-layer/hebbian-wp/bp-head', epochs: [40, 20], mean: 67.5, tolerance: 5.0 },
  { cell: 'mnist/nonneg/1-layer/hebbian-wp/bp-head', epochs: [40, 20], mean: 68.8, tolerance: 3.7 },
  { cell: 'mnist/nonneg/1-layer/hebbian-wp/wp-head', epochs: [40, 300], mean: 37.9, tolerance: 11.7 },
  { cell: 'mnist/nonneg/2-layer/hebbian-wp/bp-head', epochs: [40, 20], mean: 58.4, tolerance: 15.3 },
  { cell: 'mnist/free/1-layer/krotov-hopfield/power-4.5', epochs: [30, 20], mean: 66.9, tolerance: 4.8 },
  { cell: 'mnist/free/1-layer/krotov-hopfield/relu', epochs: [30, 20], mean: 75.3, tolerance: 5.4 },
  { cell: 'mnist/nonneg/1-layer/krotov-hopfield/power-4.5', epochs: [30, 20], mean: 65.7, tolerance: 8.0 },
  { cell: 'mnist/free/1-layer/backprop/end-to-end', epochs: [0, 10], mean: 87.9, tolerance: 2.0 },
  { cell: 'mnist/free/2-layer/backprop/end-to-end', epochs: [0, 10], mean: 90.4, tolerance: 2.2 },
  { cell: 'mnist/nonneg/1-layer/backprop/end-to-end', epochs: [0, 10], mean: 89.1, tolerance: 2.0 },
  { cell: 'mnist/nonneg/2-layer/backprop/end-to-end', epochs: [0, 10], mean: 95.2, tolerance: 2.0 },
  { cell: 'mnist/free/1-layer/random-features/bp-head', epochs: [0, 20], mean: 74.5, tolerance: 4.2 },
  { cell: 'mnist/nonneg/1-layer/random-features/bp-head', epochs: [0, 20], mean: 70.9, tolerance: 2.6 },
  { cell: 'mnist/free/2-layer/krotov-hopfield/power-4.5', epochs: [30, 20], mean: 48.2, tolerance: 8.7 },
  { cell: 'mnist/nonneg/1-layer/krotov-hopfield/relu', epochs: [30, 20], mean: 35.5, tolerance: 16.3 },
  { cell: 'mnist/nonneg/2-layer/krotov-hopfield/power-4.5', epochs: [30, 20], mean: 46.5, tolerance: 6.7 },
  { cell: 'mnist/free/2-layer/random-features/bp-head', epochs: [0, 20], mean: 68.0, tolerance: 6.1 },
  { cell: 'mnist/nonneg/2-layer/random-features/bp-head', epochs: [0, 20], mean: 62.7, tolerance: 2.7 },
  { cell: 'mnist/nonneg/10-layer/hebbian-wp/bp-head', epochs: [10, 20], mean: 28.3, tolerance: 10.1 },
  { cell: 'mnist/nonneg/10-layer/backprop/end-to-end', epochs: [0, 10], mean: 64.5, tolerance: 18.3 },
  { cell: 'mnist/nonneg/10-layer/random-features/bp-head', epochs: [0, 20], mean: 32.7, tolerance: 4.6 },
  { cell: 'cifar-10/nonneg/1-layer/hebbian-wp/bp-head', epochs: [10, 20], mean: 27.2, tolerance: 8.0 },
  { cell: 'cifar-10/free/1-layer/krotov-hopfield/power-4.5', epochs: [10, 20], mean: 23.9, tolerance: 7.0 },
  { cell: 'cifar-10/free/1-layer/backprop/end-to-end', epochs: [0, 10], mean: 40.3, tolerance: 8.6 },
  { cell: 'cifar-10/nonneg/1-layer/backprop/end-to-end', epochs: [0, 10], mean: 38.7, tolerance: 11.8 },
  { cell: 'cifar-10/free/1-layer/random-features/bp-head', epochs: [0, 20], mean: 31.1, tolerance: 2.0 },
  { cell: 'cifar-10/nonneg/1-layer/random-features/bp-head', epochs: [0, 20], mean: 30.7, tolerance: 2.4 },
  { cell: 'mnist/free/1-layer/hebbian-wp/best-bp-head', epochs: [40, 20], mean: 77.7, tolerance: 2.5 },
  { cell: 'mnist/nonneg/1-layer/hebbian-wp/best-bp-head', epochs: [40, 20], mean: 75.3, tolerance: 3.5 },
  { cell: 'mnist/nonneg/1-layer/hebbian-wp/best-wp-head', epochs: [40, 60], mean: 85.5, tolerance: 4.1 },
  { cell: 'mnist/nonneg/10-layer/hebbian-wp/best-bp-head', epochs: [10, 20], mean: 49.4, tolerance: 7.3 },
];

let workplaces: ReadonlyMap<string, Workplace>;
const directory = mkdtempSync(join(tmpdir(), 'hebbench-expected-'));

beforeAll(async () => {
  await openEngine();
  const rules = await loadRules(findRulePackages());
  const names = ['mnist', 'cifar-10'] as const;
  workplaces = new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, Workplace]> => [
        name,
        {
          dataset: await loadDataset(name, { data: 'embedded' }),
          rules,
          modelDirectory: directory,
          // Hidden layers that several of them have are trained once.
          retrain: false,
          signal: new AbortController().signal,
        },
      ]),
    ),
  );
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function reducedCell({ cell: name, epochs: [hiddenEpochs, headEpochs] }: Expectation): Cell {
  // Scale smoke has no row with our settings.
  const { cell } = (['smoke', 'paper'] as const)
    .flatMap((scale) => tableEntries(scale, { rules: [] }))
    .find((entry) => entry.cell.id === `table1/${name}`)!;
  const { units, ...images } = REDUCED;
  return { ...cell, ...images, hidden: cell.hidden.map(() => units), budget: { hiddenEpochs, headEpochs } };
}

test.each(EXPECTED)('$cell scores $mean ± $tolerance %', async (expected) => {
  const cell = reducedCell(expected);
  const workplace = workplaces.get(cell.dataset)!;
  const network = createNetwork(cell, 0, workplace);
  try {
    const identity = {
      modelHash: cell.id.replaceAll('/', '-'),
      checkpointHash: 'none',
      checkpointDirectory: join(directory, 'none'),
    };
    await trainNetwork(network, { cell, seed: 0 }, identity, workplace);
    const got = accuracy(network.trainer.model, evaluationSplit(cell, workplace.dataset), {
      limit: REDUCED.testImages,
    });
    expect(got).toBeGreaterThanOrEqual(expected.mean - expected.tolerance);
    expect(got).toBeLessThanOrEqual(expected.mean + expected.tolerance);
  } finally {
    network.trainer.dispose();
  }
});

import { createStreams, type Cell, type Dataset, type LearningRule } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import { beforeAll, describe, expect, test } from 'vitest';
import control from '../../packages/rule-random-features/src/index.ts';
import type { ScoreContext, SuiteResults } from '../src/suite.ts';
import { budgetsSection } from '../src/suites/figure4/budget-report.ts';
import { experimentOf } from '../src/suites/figure4/cells.ts';
import { scoreFewShotBudgets, type StoredShotsBudget } from '../src/suites/figure4/few-shot-budgets.ts';
import { scoreOnAllImages, type StoredShots } from '../src/suites/figure4/few-shot.ts';
import { figure4 } from '../src/suites/figure4/index.ts';
import { FIGURE_SCALES } from '../src/suites/figure4/scales.ts';
import { exampleRecord } from './example-record.ts';

describe('one shot by the number of updates', () => {
  beforeAll(async () => {
    await openEngine();
  });

  const architecture = { inputs: 12, hidden: [9], classes: 3, nonnegative: true };
  const rule = control as unknown as LearningRule;

  test('with the figure’s own updates and scaling is the figure’s own, draw by draw', async () => {
    const trainer = rule.create({
      architecture,
      hyperparameters: rule.hyperparameters.parse({}),
      budget: { hiddenEpochs: 0, headEpochs: 0 },
      streams: createStreams(1),
    });
    const images = patternImages(architecture, 60);
    const context = {
      model: trainer.model,
      dataset: { ...architecture, train: images, test: images } as unknown as Dataset,
      cell: { scale: 'smoke', nonnegative: true } as Cell,
      streams: createStreams(2),
      signal: new AbortController().signal,
    } as ScoreContext;
    try {
      const own = await scoreOnAllImages(context);
      const { metrics, details } = await scoreFewShotBudgets(context);
      const budgets = details!['fewShotBudgets'] as StoredShotsBudget[];
      const [oneShot] = own.details!['fewShot'] as StoredShots[];
      const { updates, draws } = FIGURE_SCALES.smoke;
      expect(budgets.find((each) => each.scaled && each.updates === updates)?.accuracies).toEqual(
        oneShot!.accuracies,
      );
      expect(metrics[`updates-${updates}-scaled`]).toBeCloseTo(own.metrics['shots-1']!, 10);
      expect(budgets.every(({ accuracies }) => accuracies.length === draws)).toBe(true);
      expect(Object.keys(metrics)).toEqual([
        'updates-1-scaled',
        'updates-40-scaled',
        'updates-1-as-it-is',
        'updates-40-as-it-is',
      ]);
    } finally {
      trainer.dispose();
    }
  });
});

/** Draws whose mean is given, close to each other. */
const around = (mean: number): number[] => [-0.2, -0.1, 0, 0.1, 0.2].map((step) => mean + step);

/** All networks of the figure after 1 and 10 updates. */
function results(accuracyOf: (cell: Cell, updates: number, scaled: boolean) => number): SuiteResults {
  const cells = figure4
    .cells('quick', { rules: [], seeds: 1 })
    .filter((cell) => experimentOf(cell) === 'few-shot-budgets');
  return {
    scale: 'quick',
    data: 'real',
    cells,
    records: cells.map((cell) => ({
      ...exampleRecord(cell, 0),
      details: {
        fewShotBudgets: [true, false].flatMap((scaled) =>
          [1, 10].map((updates) => ({
            updates,
            scaled,
            accuracies: around(accuracyOf(cell, updates, scaled)),
          })),
        ),
      },
    })),
  };
}

test('the number of updates with which all ranges of the paper hold is named', () => {
  const { notes, table, csv } = budgetsSection(
    results(({ rule }, updates, scaled) => {
      if (rule === 'hebbian-wp') return 50;
      return updates === 10 && !scaled ? 15 : 30;
    }),
  )!;
  expect(notes).toContain(
    'All of these ranges at once, or not beyond chance outside: 10 updates, activity as it is.',
  );
  expect(notes).toContain(
    '10–20 % at one shot, K&H, ReLU: holds with 10 updates, activity as it is (15.00 %).',
  );
  expect(table.columns).toEqual(['network: activity', '1 update', '10 updates', 'paper']);
  expect(table.rows).toContainEqual([
    'K&H, ReLU: activity as it is',
    expect.stringContaining('30.00'),
    expect.stringContaining('15.00'),
    '10–20',
  ]);
  // Two numbers of updates, scaled and not, of four networks, the control among them.
  expect(csv.trim().split('\n')).toHaveLength(1 + 2 * 2 * 4);
});

test('where no number of updates does, that is said', () => {
  const { notes } = budgetsSection(results(() => 30))!;
  expect(notes).toContain('45–55 % at one shot, proposed: holds with no number of updates.');
  expect(notes).toContain(
    'All of these ranges at once, or not beyond chance outside: with no number of updates.',
  );
});

test('without records there is no such section', () => {
  expect(budgetsSection({ ...results(() => 30), records: [] })).toBeUndefined();
});

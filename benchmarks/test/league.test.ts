import type { Cell, RunRecord } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import type { SuiteResults } from '../src/suite.ts';
import { hasWholeBudget } from '../src/suites/rules/cells.ts';
import { accuracyAt } from '../src/suites/rules/equal-seconds.ts';
import { rules } from '../src/suites/rules/index.ts';
import { exampleRecord, failedRecord, onMachine } from './example-record.ts';
import { text } from './figure-results.ts';

describe('the league of all rules', () => {
  const installed = ['backprop', 'random-features', 'hebbian-wp'];
  const cells = rules.cells('quick', { rules: [], installed });
  const accuracies: Record<string, number> = { backprop: 97, 'random-features': 94, 'hebbian-wp': 95 };
  const recordOf = (cell: Cell, seed: number): RunRecord => ({
    ...exampleRecord(cell, seed, accuracies[cell.rule]),
    metrics: {
      accuracy: accuracies[cell.rule]! + seed,
      sparsity: 80,
      dalesLaw: 100,
      robust: 40,
      oneShot: 42,
    },
  });
  const given: SuiteResults = {
    scale: 'quick',
    data: 'real',
    cells,
    records: cells.flatMap((cell) => cell.seeds.map((seed) => recordOf(cell, seed))),
  };

  test('gives every installed rule the same cells, or those that were asked for', () => {
    expect(cells).toHaveLength(4 * 3 * installed.length);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    const whole = cells.filter(hasWholeBudget);
    expect(whole).toHaveLength(4 * installed.length);
    expect(new Set(whole.map(({ budget, hidden }) => JSON.stringify({ budget, hidden }))).size).toBe(1);
    const asked = rules.cells('quick', { rules: ['backprop'], installed });
    expect(new Set(asked.map(({ rule }) => rule))).toEqual(new Set(['backprop']));
  });

  test('ranks them by accuracy', async () => {
    const summary = await text(rules, given, 'summary.md');
    expect(summary).toMatch(/\| backprop \|.*\n\| hebbian-wp \|.*\n\| random-features \(control\) \|/);
    expect(summary).toContain('| backprop | 97.50 ±');
    expect(await text(rules, given, 'rules.csv')).toContain('mnist,none,backprop,2,ok,97.500');
  });

  test('calls rules by their titles where they are known', async () => {
    const titled = { ...given, titles: new Map([['backprop', 'Backpropagation']]) };
    expect(await text(rules, titled, 'summary.md')).toContain('| Backpropagation · backprop | 97.50 ±');
  });

  test('a rule that failed is last, and says why', async () => {
    const records = given.records.map((each) =>
      each.cell.rule === 'backprop' ? { ...failedRecord(each.cell), seed: each.seed } : each,
    );
    const csv = await text(rules, { ...given, records }, 'rules.csv');
    expect(csv).toMatch(/mnist,none,backprop,0,failed,.*It broke\./);
    expect(rules.terminal({ ...given, records }, { width: 100, colour: false })).toContain('failed');
  });

  /** `backprop` takes 1, 3 and 10 seconds, the control a tenth of it, `hebbian-wp` ten times as long. */
  const timed: SuiteResults = {
    ...given,
    records: cells.flatMap((cell) =>
      cell.seeds.map((seed) => {
        const pace = { backprop: 1, 'random-features': 0.1, 'hebbian-wp': 10 }[cell.rule]!;
        const share = cell.budget.headEpochs / 10;
        const steps = Math.round(2 * (1 + Math.log10(share)));
        const made = recordOf(cell, seed);
        return {
          ...made,
          metrics: { ...made.metrics, accuracy: accuracies[cell.rule]! - 2 * (2 - steps) + seed },
          provenance: { ...made.provenance, trainSeconds: pace * [1, 3, 10][steps]! },
        };
      }),
    ),
  };

  test('says what each rule reaches in as many seconds, and where it ended before or takes longer', async () => {
    const summary = await text(rules, timed, 'summary.md');
    expect(summary).toMatch(
      /\| accuracy % after \| 1 s \| 10 s \|\n.*\n\| backprop \| 93\.50 ± 6\.35 \| 97\.50 ± 6\.35 \|/,
    );
    expect(summary).toMatch(
      /\| random-features \(control\) \| 94\.50 ± 6\.35 \| 94\.50 ± 6\.35 \(1\.0 s\) \|/,
    );
    expect(summary).toMatch(/\| hebbian-wp \| – \| 91\.50 ± 6\.35 \|/);
    const files = await rules.report(timed);
    expect(files.has('seconds-mnist-none.svg')).toBe(true);
    expect(String(files.get('equal-seconds.csv'))).toContain('mnist,none,backprop,3,3,2,3.000,95.500');
    expect(rules.terminal(timed, { width: 80, colour: false })).toContain('MNIST⁺ at equal seconds');
  });

  test('has no table of seconds without several trainings of a rule, and compares those of one kind of machine alone', async () => {
    const whole = timed.records.filter(({ cell }) => hasWholeBudget(cell));
    expect(await text(rules, { ...timed, records: whole }, 'summary.md')).not.toContain('accuracy % after');
    const mixed = timed.records.map((each) =>
      each.cell.rule === 'backprop' && !each.cell.nonnegative ? onMachine('Other', each) : each,
    );
    expect(await text(rules, timed, 'summary.md')).not.toContain('kind of machine: ');
    const summary = await text(rules, { ...timed, records: mixed }, 'summary.md');
    expect(summary).toContain(
      'Trainings on another (blas (libopenblas.so.0), 1 thread, Other) are not compared here: backprop on',
    );
    const [equalEpochs, equalSeconds] = summary.split('## At equal seconds');
    expect(equalEpochs).toMatch(/\| backprop .*\(B\) \|/);
    // The control and `hebbian-wp` alone have no number of seconds in common.
    expect(equalSeconds).toContain('### MNIST⁺ at equal seconds');
    expect(equalSeconds).not.toContain('### MNIST at equal seconds');
  });

  test('interpolates between two trainings in the logarithm of the seconds', () => {
    const trainings = [
      { seconds: 1, accuracy: 80 },
      { seconds: 100, accuracy: 90 },
    ];
    expect([0.5, 1, 10, 100, 200].map((seconds) => accuracyAt(trainings, seconds))).toEqual([
      80, 80, 85, 90, 90,
    ]);
  });
});

import type { Cell, RunRecord } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { convClaims } from '../src/suites/conv/claims.ts';
import { isDense } from '../src/suites/conv/cells.ts';
import { conv } from '../src/suites/conv/index.ts';
import { exampleRecord } from './example-record.ts';

const cells = conv.cells('quick', { rules: [], seeds: 3 });

/** Records of the photographs without the constraint, with made-up accuracies. */
function recordsWith(accuracyOf: (cell: Cell, seed: number) => number): RunRecord[] {
  return cells
    .filter(({ dataset, nonnegative }) => dataset === 'cifar-10' && !nonnegative)
    .flatMap((cell) =>
      cell.seeds.map((seed) => ({
        ...exampleRecord(cell, seed),
        metrics: { accuracy: accuracyOf(cell, seed), sparsity: 1, robust: 0 },
      })),
    );
}

const resultsWith = (records: readonly RunRecord[]): Parameters<typeof conv.report>[0] => ({
  scale: 'quick',
  data: 'real',
  cells,
  records,
});

test('each row has a dense network beside its convolutions, on as many images', () => {
  const [dense, others] = [cells.filter(isDense), cells.filter((cell) => !isDense(cell))];
  expect(dense.length).toBe(others.length / 3);
  for (const cell of dense) {
    expect(cell.hidden).toEqual([1000]);
    const twins = others.filter(
      ({ rule, head, dataset, nonnegative }) =>
        rule === cell.rule &&
        head === cell.head &&
        dataset === cell.dataset &&
        nonnegative === cell.nonnegative,
    );
    expect(twins.map(({ trainImages }) => trainImages)).toEqual([1, 2, 3].map(() => cell.trainImages));
  }
});

test('at the paper’s sizes a network of three layers stands beside that of the search, with its authors’ values', () => {
  const published = conv
    .cells('paper', { rules: [] })
    .filter(({ preset, hidden }) => preset === 'paper' && hidden.length === 3);
  expect(published.map(({ dataset }) => dataset)).toEqual(['mnist', 'cifar-10']);
  for (const cell of published) {
    expect(cell.nonnegative).toBe(false);
    expect(cell.hidden).toEqual([96, 384, 1536]);
  }
  expect(cells.every(({ preset }) => preset === 'best')).toBe(true);
});

describe('what the paper says of convolutions', () => {
  test.each([
    { what: 'holds', convolutional: 56, control: 50, verdicts: ['reproduced', 'reproduced'], gain: '40.0' },
    {
      what: 'is owed to pixels in patches',
      convolutional: 56,
      control: 58,
      verdicts: ['reproduced', 'not reproduced'],
      gain: '40.0',
    },
    {
      what: 'does not hold',
      convolutional: 38,
      control: 36,
      verdicts: ['not reproduced', 'reproduced'],
      gain: '−5.0',
    },
  ])('$what', ({ convolutional, control, verdicts, gain }) => {
    const records = recordsWith((cell, seed) => {
      if (isDense(cell)) return 40;
      return (cell.rule === 'random-features' ? control : convolutional) + seed / 100;
    });
    const claims = convClaims(resultsWith(records));
    expect(claims.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(claims[0]!.ours).toContain(`% against 40.00 ± 0.00 %: ${gain}`);
  });

  test('is not judged by two seeds, nor without a dense network', () => {
    const records = recordsWith((cell, seed) => (isDense(cell) ? 40 : 56) + seed / 100);
    const two = convClaims(resultsWith(records.filter(({ seed }) => seed < 2)));
    expect(two.map(({ verdict }) => verdict)).toEqual([
      'undecided: 2 seeds, where it holds',
      expect.stringContaining('undecided'),
    ]);
    expect(convClaims(resultsWith(records.filter(({ cell }) => !isDense(cell))))).toEqual([]);
  });

  test('is in the report', async () => {
    const records = recordsWith((cell, seed) => (isDense(cell) ? 40 : 56) + seed / 100);
    const summary = (await conv.report(resultsWith(records))).get('summary.md') as string;
    expect(summary).toContain('## What the paper says of convolutions');
    expect(summary).toContain('| dense 1000 |');
  });
});

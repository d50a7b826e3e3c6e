import type { RunRecord } from '@hebbench/core';
import { patternImages } from '@hebbench/fixtures';
import { describe, expect, test } from 'vitest';
import { experimentOf, type Experiment } from '../src/suites/figure4/cells.ts';
import { drawShots } from '../src/suites/figure4/draws.ts';
import { figure4 } from '../src/suites/figure4/index.ts';
import { point, results, text } from './figure-results.ts';

test('figure4 shows what the paper reports beside what was measured', async () => {
  const files = await figure4.report(results(figure4));
  expect(String(files.get('few-shot-all.svg'))).toContain('paper: proposed');
  expect(String(files.get('few-shot-all.svg'))).toContain('paper: K&amp;H, n = 4.5');
  expect(String(files.get('pgd.svg'))).toContain('paper: stable');
  expect(String(files.get('fgsm.svg'))).not.toContain('paper:');
});

test('figure4 says what was reproduced, and what is not to be relied on', async () => {
  const summary = await text(figure4, results(figure4), 'summary.md');
  expect(summary).toMatch(
    /Reproduced with 2 seeds: proposed, one shot, hidden layer trained on all images without labels: 50\.13/,
  );
  expect(summary).toContain('Not reproduced: K&H, n = 4.5, one shot');
  expect(summary).toContain(
    '(mean of 4 draws, which lie between 49.0 and 51.0, 4 of them in that range; control',
  );
  // Draw by draw, every network has the same made-up accuracies; the nearest neighbour is 10 points below them.
  expect(summary).toMatch(/\| proposed − control \| 1 \| \+0\.00 ± 0\.00 \| 2 \| 4 \| 1\.000 \| no \|/);
  expect(summary).toMatch(
    /\| proposed − nearest neighbour \| 1 \| \+10\.13 ± [\d.]+ \| 2 \| 4 \| [^|]* \| yes \|/,
  );
  expect(summary).toContain(
    'Not reproduced: "stable under PGD up to ε = 0.1", proposed: 95.00 ± 0.00 % clean, 60.00 ± 0.00 % at 0.1',
  );
  expect(summary).toContain(
    'Not to be relied on: K&H, n = 4.5 at ε = 0.1: 40 % of the input gradients are exactly zero.',
  );
  expect(summary).toContain('60.00 ± 0.00 ×');
  const csv = await text(figure4, results(figure4), 'attacks.csv');
  expect(csv.split('\n')[0]).toContain('zero_gradient_share,trustworthy,reason');
});

/** The summary of figure 4 with other numbers in some records; `undefined` leaves a record out. */
function figure4With(
  experiment: Experiment,
  change: (record: RunRecord) => Partial<RunRecord> | undefined,
): Promise<string> {
  const { records, ...given } = results(figure4);
  const changed = records.flatMap((each) => {
    if (experimentOf(each.cell) !== experiment) return [each];
    const parts = change(each);
    return parts ? [{ ...each, ...parts }] : [];
  });
  return text(figure4, { ...given, records: changed }, 'summary.md');
}

test.each([
  { name: 'little', pgd: [92, 91], says: 'Reproduced with 2 seeds: "stable' },
  { name: 'little in one seed', pgd: [92, 91], seeds: 1, says: 'Reproduced with one seed: "stable' },
  { name: 'much at a smaller radius', pgd: [60, 92], says: 'Not reproduced: "stable' },
  {
    name: 'nothing, from what guessing reaches',
    clean: 10,
    pgd: [10, 10],
    says: 'Undecided (10.00 % without attack leave nothing to take): "stable',
  },
  {
    name: 'little, where the attack is not to be relied on',
    pgd: [92, 91],
    trustworthy: false,
    says: 'Undecided (ε = 0.05: 40 % of the input gradients are exactly zero): "stable',
  },
  {
    name: 'much, though the attack is not to be relied on',
    pgd: [92, 60],
    trustworthy: false,
    says: 'Not reproduced: "stable',
  },
  {
    name: 'little in one seed and more in another',
    pgd: [94, 94],
    apart: 3,
    says: 'Undecided (it falls by 2.50 ± 19.06 points): "stable',
  },
])(
  'figure4 on accuracy that falls $name under PGD: $says',
  async ({ clean = 95, pgd, trustworthy = true, apart = 0, seeds = 2, says }) => {
    const summary = await figure4With('attacks', ({ seed, metrics }) =>
      seed < seeds
        ? {
            metrics: { ...metrics, clean },
            details: {
              robustness: [0.05, 0.1].map((epsilon, i) => ({
                ...point(epsilon, trustworthy),
                pgd: pgd[i]! - apart * seed,
              })),
            },
          }
        : undefined,
    );
    expect(summary).toContain(`- ${says} under PGD up to ε = 0.1", proposed:`);
  },
);

test('figure4 says what counts as stable, and as reproduced', async () => {
  const summary = await text(figure4, results(figure4), 'summary.md');
  expect(summary).toContain('“Stable”: accuracy under PGD falls by no more than 5 points');
  expect(summary).toContain('of a network that has more than 50 % without attack');
  expect(summary).toContain('its whole interval lies in the range');
});

test.each([
  { name: 'inside', draws: [49, 50, 51], says: 'Reproduced with 2 seeds' },
  {
    name: 'inside, with an interval that is not',
    draws: [20, 80, 45, 55],
    says: 'Undecided (inside the range, but its interval is not)',
  },
  { name: 'inside, of two draws', draws: [50, 50], says: 'Undecided (too few draws)' },
  { name: 'of one draw', draws: [50], says: 'Undecided (too few draws)' },
  {
    name: 'outside, with an interval that is not',
    draws: [43, 45, 46],
    says: 'Undecided (outside the range, but not by more than its interval)',
  },
  { name: 'outside', draws: [30, 31, 32], says: 'Not reproduced' },
])('figure4 on a mean that is $name: $says', async ({ draws, says }) => {
  const summary = await figure4With('few-shot-all', () => ({
    details: { fewShot: [{ shots: 1, accuracies: draws, nearest: draws.map(() => 40) }] },
  }));
  expect(summary).toContain(`- ${says}: proposed, one shot, hidden layer trained on all images`);
});

test('figure4 compares few-shot accuracies over the seeds that both networks have', async () => {
  // The control's second seed is far below its first, and the proposed rule has none.
  const summary = await figure4With('few-shot-all', ({ cell, seed }) => {
    const isControl = cell.rule === 'random-features';
    if (seed === 1 && !isControl) return undefined;
    const accuracies = [40, 41, 42].map((each) => (isControl ? each - 20 * seed : each + 1 + each / 100));
    return { details: { fewShot: [{ shots: 1, accuracies, nearest: [38, 41, 42] }] } };
  });
  expect(summary).toContain('| networks | images a class | difference | seeds | draws | p |');
  expect(summary).toMatch(/\| proposed − control \| 1 \| \+1\.41 ± 0\.02 \| 1 \| 3 \| < 0\.001 \| yes \|/);
  expect(summary).toMatch(/\| proposed − nearest neighbour \| 1 \| \+2\.08 ± [\d.]+ \| 1 \| 3 \|/);
  expect(summary).toContain('With one seed they say of two single networks how these differ');
});

test('figure4 calls no few-shot difference larger than chance that does not scatter', async () => {
  const summary = await figure4With('few-shot-all', ({ cell }) => ({
    details: {
      fewShot: [
        {
          shots: 1,
          accuracies: [40, 41, 42].map((each) => (cell.rule === 'hebbian-wp' ? each + 0.01 : each)),
          nearest: [40, 41, 42],
        },
      ],
    },
  }));
  expect(summary).toContain('| proposed − control | 1 | +0.01 ± 0.00 | 2 | 3 | – | – |');
});

describe('the draws of few-shot learning', () => {
  const split = patternImages({ inputs: 4, hidden: [2], classes: 5, nonnegative: true }, 200);

  test('hold as many images of each class', () => {
    const drawn = drawShots(split, 5, 3, 0);
    expect(new Set(drawn).size).toBe(15);
    expect([...drawn].map((i) => split.labels[i])).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
  });

  test('are the same each time, and differ from each other', () => {
    expect(drawShots(split, 5, 3, 1)).toEqual(drawShots(split, 5, 3, 1));
    expect(drawShots(split, 5, 3, 2)).not.toEqual(drawShots(split, 5, 3, 1));
  });
});

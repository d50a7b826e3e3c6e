import type { Cell, RunRecord } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { compareRows, comparisonTable } from '../src/suites/table1/comparisons.ts';
import { CHOSEN, readingOf } from '../src/suites/common/rows/index.ts';
import { findings } from '../src/suites/table1/findings.ts';
import { pText } from '../src/suites/common/format.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { cellVerdicts } from '../src/suites/table1/verdicts.ts';
import type { SuiteResults } from '../src/suite.ts';
import { exampleRecord, failedRecord } from './example-record.ts';
import { CELLS, results } from './table1-results.ts';

describe('differences between rules', () => {
  const column = { dataset: 'mnist', nonnegative: true, hidden: [1000] };
  const accuracies: Record<string, readonly number[]> = {
    'hebbian-wp/bp-head': [94.1, 94.6, 94.3],
    'random-features/bp-head': [93.9, 94.4, 94.12],
    'krotov-hopfield/power-4.5': [95, 93.9],
  };
  const records = CELLS.filter(
    (cell) =>
      cell.dataset === column.dataset && cell.nonnegative === column.nonnegative && cell.hidden.length === 1,
  ).flatMap((cell) => {
    const own = accuracies[cell.id.split('/').slice(-2).join('/')] ?? [];
    return own.map((accuracy, seed) => exampleRecord(cell, seed, accuracy));
  });
  const cells = CELLS.map((cell) => ({ ...cell, seeds: [0, 1, 2] }));
  const some: SuiteResults = { scale: 'quick', data: 'real', cells, records };

  test('are paired by seed, whatever the scatter of seeds, and corrected', () => {
    const compared = compareRows(some);
    expect(compared.map(({ first, second }) => `${first.row.title} ${second.row.title}`)).toEqual([
      'proposed control',
      'proposed K&H',
      'K&H control',
    ]);
    const [control, krotovHopfield] = compared;
    expect(control).toMatchObject({ seeds: 3 });
    // 0.2, 0.2 and 0.18: t = 29 with two degrees of freedom, though the seeds scatter more than that.
    expect(control!.difference).toBeCloseTo(0.58 / 3, 10);
    expect(control!.p).toBeCloseTo(0.00119, 4);
    // Two seeds have a difference, and no test.
    expect(krotovHopfield).toMatchObject({ seeds: 2, p: undefined });
    expect(krotovHopfield!.difference).toBeCloseTo(-0.1, 10);
    expect(comparisonTable(some)!.rows.map((row) => row.slice(-2))).toEqual([
      ['0.001', 'yes'],
      ['–', '–'],
      ['–', '–'],
    ]);
  });

  test('leave out rows that hold one and the same network, and cells with a failed seed', () => {
    const [paper, best, control] = [
      'hebbian-wp/bp-head',
      'hebbian-wp/best-bp-head',
      'random-features/bp-head',
    ].map((name) =>
      table1.cells('paper', { rules: [] }).find(({ id }) => id === `table1/cifar-10/free/1-layer/${name}`)!,
    );
    const of = (cell: Cell | undefined, bySeed: readonly number[]): RunRecord[] =>
      bySeed.map((accuracy, seed) => exampleRecord(cell, seed, accuracy));
    const own = [paper, best, control].map((cell) => ({ ...cell!, seeds: [0, 1, 2, 3] }));
    const others = [...of(paper, [48, 47.5, 48.4]), ...of(control, [46, 46.1, 46.9])];
    const compared = (last: readonly RunRecord[]): string[] =>
      compareRows({ scale: 'paper', data: 'real', cells: own, records: [...others, ...last] }).map(
        ({ first, second }) => `${first.row.title} − ${second.row.title}`,
      );
    const same = of(best, [48, 47.5, 48.4]);
    expect(compared(same)).toEqual(['proposed − control', 'proposed, best − control']);
    const another = of(best, [48.1, 47.5, 48.4]);
    expect(compared(another)).toContain('proposed, best − proposed');
    expect(compared([...another, { ...failedRecord(best!), seed: 3 }])).toEqual(['proposed − control']);
  });

  test.each([
    [undefined, '–'],
    [0.0004, '< 0.001'],
    [0.0123, '0.012'],
    // Three digits would say 0.050 of both.
    [0.0496, '0.0496'],
    [0.0502, '0.050'],
  ])('p = %s is written %s', (p, text) => {
    expect(pText(p)).toBe(text);
  });

  test('need two seeds', () => {
    expect(comparisonTable(results())).toBeUndefined();
  });
});

describe('verdicts on the paper’s cells', () => {
  const cell = table1
    .cells('paper', { rules: [] })
    .find(({ id }) => id === 'table1/mnist/nonneg/1-layer/hebbian-wp/beta-1-bp-head')!;
  const verdictOn = (accuracies: readonly number[], more: readonly RunRecord[] = []): string =>
    cellVerdicts({
      scale: 'paper',
      data: 'real',
      cells: [cell],
      records: [...accuracies.map((accuracy, seed) => exampleRecord(cell, seed, accuracy)), ...more],
    })[0]!.verdict;

  // The paper has 94.20. With three seeds, one more lies within t(0.975, 2) sd √(4/3) = 4.97 sd of the mean.
  test.each([
    { accuracies: [94.5, 94.6, 94.7], found: 'reachable' },
    { accuracies: [94.79, 94.8, 94.81], found: 'above the paper' },
    { accuracies: [93.59, 93.6, 93.61], found: 'below the paper' },
    { accuracies: [92.4, 93.4, 94.4], found: 'reachable' },
    { accuracies: [90.5, 92, 93.5], found: 'undecided' },
    { accuracies: [53, 26, 36], found: 'undecided' },
    { accuracies: [53, 26, 36, 37, 38], found: 'below the paper' },
    { accuracies: [94.5, 94.7], found: 'above; 2 seeds' },
    { accuracies: [94.1], found: 'below; one seed' },
    { accuracies: [], found: 'not run yet' },
  ])('$accuracies: $found', ({ accuracies, found }) => {
    expect(verdictOn(accuracies)).toBe(found);
  });

  test('a number whose epochs were not chosen to reach it is reproduced, and others are reachable', () => {
    const found = (end: string, mean: number): string => {
      const own = table1
        .cells('paper', { rules: [] })
        .find(({ id }) => id.endsWith(`/nonneg/1-layer/${end}`))!;
      return cellVerdicts({
        scale: 'paper',
        data: 'real',
        cells: [own],
        records: [-0.1, 0, 0.1].map((d, seed) => exampleRecord(own, seed, mean + d)),
      })[0]!.verdict;
    };
    // The paper has 90.77.
    const extended = [90.8, 95, 80].map((mean) => found('hebbian-wp/beta-1-wp-head', mean));
    expect(extended).toEqual(['reachable', 'above the paper', 'below the paper']);
    // The paper has 94.47.
    expect(found('backprop/inputs-end-to-end', 94.5)).toBe('reproduced');
  });

  test('a failed seed takes the verdict away', () => {
    expect(verdictOn([94.5, 94.6, 94.7], [{ ...failedRecord(cell), seed: 3 }])).toBe('failed');
  });

  test('stand in the report at the paper’s sizes alone', async () => {
    const records = [exampleRecord(cell, 0, 95)];
    const at = async (scale: 'paper' | 'quick', data: 'real' | 'embedded'): Promise<string> =>
      (await table1.report({ scale, data, cells: [cell], records })).get('summary.md') as string;
    expect(await at('paper', 'real')).toContain(
      '| proposed, MNIST⁺ 1ᵃ | above; one seed | 95.00 | 94.20 | +0.80 |',
    );
    expect(await at('paper', 'embedded')).not.toContain('Cell by cell');
    expect(await at('quick', 'real')).not.toContain('Cell by cell');
  });
});

describe('findings', () => {
  test('count the paper’s own cells: neither rows of ours nor what it quotes', () => {
    const cells = table1.cells('paper', { rules: [] });
    const records = cells.map((cell, n) => exampleRecord(cell, 0, 90 + n / 100));
    const found = findings({ scale: 'paper', data: 'real', cells, records });
    // Twenty-seven cells less four N/A and one quoted; BP's ᵇ are N/A.
    expect(found[0]).toBe(
      'Of the 22 cells that the paper measured, cell by cell below: 0 reproduced, 0 above the paper, 0 below the paper; 22 with too few seeds for a verdict: 7 above, 15 below.',
    );
    const beside = [
      ['(6) on currents', 9],
      ['(6) on currents, η as printed', 5],
      ['(6) on inputs, β keeps the mean', 5],
      ['(6) on inputs, clipped', 1],
    ] as const;
    for (const [i, [reading, count]] of beside.entries()) {
      expect(found[i + 1]).toContain(
        `With ${reading}, of ${count} of them: 0 reproduced, 0 above the paper, 0 below the paper; ${count} with too few seeds`,
      );
    }
    expect(found[5]).toMatch(/^At or above the paper with settings of ours in \d of 9 cells/);
    expect(found.slice(0, 6).join()).not.toContain('K&H CIFAR-10 1 (');
    const quick = findings(results());
    expect(quick[0]).toMatch(/^At or above the paper in \d+ of 22 cells/);
    expect(quick[1]).toMatch(/^Below the paper in \d+ of 22 cells/);
  });

  test('leave out another reading of equation (6) as long as nothing has run of it', () => {
    const cells = table1.cells('paper', { rules: [] });
    const records = cells
      .filter((cell) => [undefined, CHOSEN].includes(readingOf(cell)))
      .map((cell) => exampleRecord(cell, 0, 90));
    const found: SuiteResults = { scale: 'paper', data: 'real', cells, records };
    expect(findings(found).join()).not.toContain('(6)');
    expect(cellVerdicts(found).some(({ entry }) => entry.row.beside)).toBe(false);
  });

  test('say which verdicts depend on the reading of equation (6)', () => {
    const records = table1
      .cells('paper', { rules: [] })
      .filter(({ id }) => /mnist\/nonneg\/1-layer\/hebbian-wp\/(inputs|beta-1)-bp-head$/.test(id))
      .flatMap((cell) =>
        [0, 1, 2].map((seed) =>
          exampleRecord(cell, seed, (readingOf(cell) === CHOSEN ? 97 : 94.2) + seed / 100),
        ),
      );
    const cells = table1.cells('paper', { rules: [], seeds: 3 });
    expect(findings({ scale: 'paper', data: 'real', cells, records }).join('\n')).toContain(
      'The verdict differs in 1: proposed MNIST⁺ 1ᵃ (above the paper, there reachable).',
    );
  });

  test('say which cells are away from the paper under all readings that have run', () => {
    // Of the column that the paper's 94.20 stands in.
    const accuracies: Readonly<Record<string, number>> = {
      presets: 97,
      printed: 97,
      'inputs-x-mean': 92,
    };
    const foundWith = (own: number, left: readonly string[] = []): string => {
      const cells = table1.cells('paper', { rules: [], seeds: 3 });
      const records = cells
        .filter(({ id }) => /mnist\/nonneg\/1-layer\/hebbian-wp\/(\w+(-1)?-)?bp-head$/.test(id))
        .filter((cell) => !cell.head.startsWith('best-') && !left.includes(readingOf(cell)?.name ?? ''))
        .flatMap((cell) => {
          const accuracy = accuracies[readingOf(cell)?.name ?? ''] ?? own;
          return [0, 1, 2].map((seed) => exampleRecord(cell, seed, accuracy + seed / 100));
        });
      return findings({ scale: 'paper', data: 'real', cells, records }).join('\n');
    };
    expect(foundWith(97)).toContain(
      'Away from the paper under each of these readings: 1 of the 1 cells that all of them have: proposed MNIST⁺ 1ᵃ (above, above, above, below).',
    );
    expect(foundWith(94.2)).toContain(
      'Away from the paper under each of these readings: 0 of the 1 cells that all of them have.',
    );
    expect(foundWith(97, ['inputs-x-mean'])).not.toContain('Away from the paper');
  });

  test('hold a row against the control under its own reading of equation (6)', () => {
    const cells = table1.cells('paper', { rules: [] });
    const accuracies: Readonly<Record<string, number>> = {
      'hebbian-wp/bp-head': 91,
      'random-features/bp-head': 90,
      'hebbian-wp/beta-1-bp-head': 91,
      'hebbian-wp/inputs-bp-head': 91.5,
      'random-features/inputs-bp-head': 92,
    };
    const records = cells.flatMap((cell) => {
      const accuracy = accuracies[cell.id.split('/').slice(-2).join('/')];
      return cell.id.includes('/mnist/nonneg/1-layer/') && accuracy !== undefined
        ? [exampleRecord(cell, 0, accuracy)]
        : [];
    });
    const found = findings({ scale: 'paper', data: 'real', cells, records }).join('\n');
    expect(found).toMatch(
      /^Not above the control.* in 2 cells.*: proposed MNIST⁺ 1ᵃ \(−1\.00\), proposed, \(6\) on inputs, β keeps the mean MNIST⁺ 1ᵃ \(−0\.50\)\./m,
    );
  });

  test('compare with the control over the seeds that both have', () => {
    const [rule, control] = ['hebbian-wp/bp-head', 'random-features/bp-head'].map((name) =>
      CELLS.find(({ id }) => id === `table1/mnist/nonneg/1-layer/${name}`)!,
    );
    // On seed 0 the rule is 1 point below; its mean over both seeds is above.
    const records = [exampleRecord(rule, 0, 90), exampleRecord(rule, 1, 99), exampleRecord(control, 0, 91)];
    const cells = [rule!, control!].map((cell) => ({ ...cell, seeds: [0, 1] }));
    expect(findings({ scale: 'quick', data: 'real', cells, records }).join()).toContain(
      'proposed MNIST⁺ 1ᵃ (−1.00)',
    );
  });

  /** The findings on one network of K&H with these metrics. */
  function findingsWith(changes: Readonly<Record<string, number>>): string {
    const cell = CELLS.find(({ rule }) => rule === 'krotov-hopfield')!;
    const record = exampleRecord(cell, 0, 90);
    const records = [{ ...record, metrics: { ...record.metrics, ...changes } }];
    return findings({ scale: 'quick', data: 'real', cells: [cell], records }).join();
  }

  test.each([
    { training: 90.4, found: 'K&H MNIST 1ᵃ (90.40)' },
    { training: 92, found: undefined },
  ])('name a network that does not fit its training images: $training', ({ training, found }) => {
    const text = findingsWith({ trainAccuracy: training });
    if (found === undefined) expect(text).not.toContain('images they learn from');
    else expect(text).toContain(found);
  });

  test.each([
    { shares: { 'hidden-1': 0.95, 'hidden-2': 0.31 }, found: '31 %' },
    { shares: { 'hidden-1': 0.95, 'hidden-2': 0.91 }, found: undefined },
    { shares: {}, found: undefined },
  ])('name a network whose units have not settled: $shares', ({ shares, found }) => {
    const text = findingsWith(
      Object.fromEntries(
        Object.entries(shares).map(([layer, share]) => [`krotov-hopfield.${layer}.convergedShare`, share]),
      ),
    );
    if (found === undefined) expect(text).not.toContain('Not converged');
    else expect(text).toContain(`K&H MNIST 1ᵃ (${found})`);
  });
});

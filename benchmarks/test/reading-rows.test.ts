import type { Cell } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { networkTitle, underReading, underReadingOf } from '../src/suites/common/networks.ts';
import { plainHead, READING_ROWS, READINGS_BESIDE, readingOf } from '../src/suites/common/rows/index.ts';
import { figure2 } from '../src/suites/figure2/index.ts';
import { figure3 } from '../src/suites/figure3/index.ts';
import { experimentOf } from '../src/suites/figure4/cells.ts';
import { figure4 } from '../src/suites/figure4/index.ts';
import { plasticity } from '../src/suites/plasticity/index.ts';
import { regime } from '../src/suites/regime/index.ts';
import { spiking } from '../src/suites/spiking/index.ts';
import { tableEntries, type TableEntry } from '../src/suites/table1/cells.ts';
import { table1 } from '../src/suites/table1/index.ts';

/** Cells under readings beside that of the presets. */
const otherOf = (cells: readonly Cell[]): Cell[] => cells.filter((cell) => readingOf(cell));

describe('rows under readings beside that of the presets', () => {
  test('are those of the constraint, at the paper’s sizes, in Table 1 and its figures alone', () => {
    for (const suite of [table1, figure2, figure3, figure4]) {
      expect(otherOf(suite.cells('quick', { rules: [] })), suite.name).toEqual([]);
      const found = otherOf(suite.cells('paper', { rules: [] }));
      expect(found.length, suite.name).toBeGreaterThan(0);
      expect(
        found.every(({ nonnegative }) => nonnegative),
        suite.name,
      ).toBe(true);
    }
    for (const suite of [regime, plasticity, spiking])
      expect(otherOf(suite.cells('paper', { rules: [] })), suite.name).toEqual([]);
  });

  test('have the normalisation of their reading; equation (1) learns at the printed rate', () => {
    for (const cell of otherOf(table1.cells('paper', { rules: [] }))) {
      const { rule, hyperparameters } = cell;
      const onInputs = readingOf(cell)!.name === 'inputs';
      expect(hyperparameters['normalisation']).toEqual(onInputs ? { at: 'inputs', gain: 'mean' } : undefined);
      const learns = rule === 'hebbian-wp';
      expect(hyperparameters['learnInput']).toBe(learns && onInputs ? 'normalised' : undefined);
      expect(hyperparameters['hiddenLearningRate']).toBe(learns ? 0.0005 : undefined);
    }
  });

  test.each(READING_ROWS.map((row) => [row.title, row] as const))(
    '%s trains another network in each column than the row it is beside',
    (_, row) => {
      const [own, beside] = [row, row.beside!].map((each) =>
        tableEntries('paper', { rules: [] }).filter((entry) => entry.row === each),
      ) as [TableEntry[], TableEntry[]];
      expect(own.length).toBeGreaterThan(0);
      for (const { column, cell } of own) {
        const twin = beside.find((each) => each.column.key === column.key)!.cell;
        expect(cell.id).not.toBe(twin.id);
        expect([cell.hyperparameters, cell.budget]).not.toEqual([twin.hyperparameters, twin.budget]);
      }
    },
  );

  test('are in what the paper shows of Figure 4, and not in its other readings', () => {
    const experiments = otherOf(figure4.cells('paper', { rules: [] })).map(experimentOf);
    expect([...new Set(experiments)].toSorted()).toEqual(['attacks', 'few-shot-all', 'few-shot-few']);
  });

  test('have one network in Figures 2 and 3, whatever its output layer', () => {
    for (const suite of [figure2, figure3]) {
      const found = otherOf(suite.cells('paper', { rules: [] }));
      const keys = found.map((cell) => `${cell.dataset} ${cell.rule} ${readingOf(cell)!.name}`);
      expect(new Set(keys).size, suite.name).toBe(keys.length);
    }
  });
});

test.each([
  {
    rule: 'hebbian-wp',
    head: 'inputs-wp-head',
    title: 'proposed, WP output, (6) on inputs',
    plain: 'wp-head',
  },
  { rule: 'hebbian-wp', head: 'printed-bp-head', title: 'proposed, η as printed', plain: 'bp-head' },
  { rule: 'hebbian-wp', head: 'wp-head', title: 'proposed, WP output', plain: 'wp-head' },
  { rule: 'backprop', head: 'inputs-end-to-end', title: 'BP, (6) on inputs', plain: 'end-to-end' },
  { rule: 'krotov-hopfield', head: 'power-4.5', title: 'K&H, n = 4.5', plain: 'power-4.5' },
])('$head of $rule is called $title', ({ rule, head, title, plain }) => {
  expect(networkTitle({ rule, head })).toBe(title);
  expect(plainHead({ head })).toBe(plain);
});

test.each(READINGS_BESIDE)('a network is held against those with $title, where there are any', (reading) => {
  const names = new Set(['proposed', 'control', 'BP', underReading(reading, 'control')]);
  const other = underReading(reading, 'proposed');
  expect(underReadingOf(other, 'control', names)).toBe(`control, ${reading.title}`);
  expect(underReadingOf(other, 'BP', names)).toBe('BP');
  expect(underReadingOf('proposed', 'control', names)).toBe('control');
});

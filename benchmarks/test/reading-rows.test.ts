import type { Cell } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { networkTitle, underReading, underReadingOf } from '../src/suites/common/networks.ts';
import {
  isControlOf,
  plainHead,
  READING_ROWS,
  READINGS_BESIDE,
  readingOf,
} from '../src/suites/common/rows/index.ts';
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

/** Equation (6), by reading. */
const NORMALISATIONS: Readonly<Record<string, object>> = {
  inputs: { at: 'inputs', gain: 'mean' },
  'beta-1': { at: 'inputs' },
  clip: { at: 'inputs', gain: 'mean', rescale: 'clip' },
};

describe('rows under readings beside that of the presets', () => {
  test.each([table1, figure2, figure3, figure4])(
    'are those of the constraint, at the paper’s sizes, in $name',
    (suite) => {
      expect(otherOf(suite.cells('quick', { rules: [] }))).toEqual([]);
      const found = otherOf(suite.cells('paper', { rules: [] }));
      expect(found.length).toBeGreaterThan(0);
      expect(found.every(({ nonnegative }) => nonnegative)).toBe(true);
    },
  );

  test.each([regime, plasticity, spiking])('are not in $name', (suite) => {
    expect(otherOf(suite.cells('paper', { rules: [] }))).toEqual([]);
  });

  test('have the normalisation of their reading; equation (1) learns at the printed rate', () => {
    for (const cell of otherOf(table1.cells('paper', { rules: [] }))) {
      const { rule, hyperparameters } = cell;
      const { name } = readingOf(cell)!;
      expect(hyperparameters['normalisation']).toEqual(NORMALISATIONS[name]);
      const learns = rule === 'hebbian-wp';
      expect(hyperparameters['learnInput']).toBe(
        learns && ['inputs', 'beta-1'].includes(name) ? 'normalised' : undefined,
      );
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

  test('have five seeds where the row has, if the reading is the one that was chosen, and three otherwise', () => {
    for (const cell of [table1, figure3, figure4].flatMap((suite) =>
      otherOf(suite.cells('paper', { rules: [] })),
    )) {
      const few = cell.dataset === 'cifar-10' || (cell.hidden.length > 2 && cell.rule !== 'hebbian-wp');
      const many = readingOf(cell)!.isOfPresets || cell.hidden.length > 2;
      expect(cell.seeds.length).toBe(few || !many ? 3 : 5);
    }
  });

  test('are in what the paper shows of Figure 4, and not in its other readings', () => {
    const experiments = otherOf(figure4.cells('paper', { rules: [] })).map(experimentOf);
    expect([...new Set(experiments)].toSorted()).toEqual(['attacks', 'few-shot-all', 'few-shot-few']);
  });

  test.each([figure2, figure3])('have one network in $name, whatever its output layer', (suite) => {
    const found = otherOf(suite.cells('paper', { rules: [] }));
    const keys = found.map((cell) => `${cell.dataset} ${cell.rule} ${readingOf(cell)!.name}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test.each([
  {
    rule: 'hebbian-wp',
    head: 'inputs-wp-head',
    title: 'proposed, WP output, (6) on inputs',
    plain: 'wp-head',
  },
  {
    rule: 'hebbian-wp',
    head: 'beta-1-bp-head',
    title: 'proposed, (6) on inputs, β = 1',
    plain: 'bp-head',
  },
  { rule: 'hebbian-wp', head: 'printed-bp-head', title: 'proposed, η as printed', plain: 'bp-head' },
  { rule: 'hebbian-wp', head: 'wp-head', title: 'proposed, WP output', plain: 'wp-head' },
  { rule: 'backprop', head: 'inputs-end-to-end', title: 'BP, (6) on inputs', plain: 'end-to-end' },
  { rule: 'krotov-hopfield', head: 'power-4.5', title: 'K&H, n = 4.5', plain: 'power-4.5' },
])('$head of $rule is called $title', ({ rule, head, title, plain }) => {
  expect(networkTitle({ rule, head })).toBe(title);
  expect(plainHead({ head })).toBe(plain);
});

test.each([
  { head: 'bp-head', control: 'bp-head' },
  { head: 'printed-bp-head', control: 'bp-head' },
  { head: 'inputs-bp-head', control: 'inputs-bp-head' },
  { head: 'beta-1-wp-head', control: 'inputs-bp-head' },
  { head: 'clip-bp-head', control: 'clip-bp-head' },
])('the control of $head is $control', ({ head, control }) => {
  const found = ['bp-head', 'inputs-bp-head', 'clip-bp-head'].filter((each) =>
    isControlOf({ rule: 'random-features', head: each }, { head }),
  );
  expect(found).toEqual([control]);
  expect(isControlOf({ rule: 'hebbian-wp', head: control }, { head })).toBe(false);
});

test('a network is held against that of another reading that shares it, where there is one', () => {
  const names = new Set(['proposed', 'control', 'control, (6) on inputs']);
  expect(underReadingOf('proposed, (6) on inputs, β = 1', 'control', names)).toBe('control, (6) on inputs');
  expect(underReadingOf('proposed, η as printed', 'control', names)).toBe('control');
});

test.each(READINGS_BESIDE)('a network is held against those with $title, where there are any', (reading) => {
  const names = new Set(['proposed', 'control', 'BP', underReading(reading, 'control')]);
  const other = underReading(reading, 'proposed');
  expect(underReadingOf(other, 'control', names)).toBe(`control, ${reading.title}`);
  expect(underReadingOf(other, 'BP', names)).toBe('BP');
  expect(underReadingOf('proposed', 'control', names)).toBe('control');
});

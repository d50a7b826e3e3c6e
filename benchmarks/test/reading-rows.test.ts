import type { Cell } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { networkTitle, underReading, underReadingOf } from '../src/suites/common/networks.ts';
import {
  CHOSEN,
  controlOf,
  isControlOf,
  KROTOV_HOPFIELD,
  OF_PRESETS,
  plainHead,
  READING_ROWS,
  READINGS_BESIDE,
  readingOf,
} from '../src/suites/common/rows/index.ts';
import { concurrent } from '../src/suites/concurrent/index.ts';
import { figure2 } from '../src/suites/figure2/index.ts';
import { figure3 } from '../src/suites/figure3/index.ts';
import { experimentOf, type Experiment } from '../src/suites/figure4/cells.ts';
import { figure4 } from '../src/suites/figure4/index.ts';
import { plasticity } from '../src/suites/plasticity/index.ts';
import { regime } from '../src/suites/regime/index.ts';
import { spiking } from '../src/suites/spiking/index.ts';
import { tableEntries, type TableEntry } from '../src/suites/table1/cells.ts';
import { table1 } from '../src/suites/table1/index.ts';

/** Cells of the rows that readings change. */
const readOf = (cells: readonly Cell[]): Cell[] => cells.filter((cell) => readingOf(cell));

/** Cells under readings beside the chosen one. */
const otherOf = (cells: readonly Cell[]): Cell[] =>
  readOf(cells).filter((cell) => readingOf(cell) !== CHOSEN);

/** Equation (6), by reading. */
const NORMALISATIONS: Readonly<Record<string, object>> = {
  'inputs-x': { at: 'inputs' },
  'inputs-x-mean': { at: 'inputs', gain: 'mean' },
  'inputs-mean-clip': { at: 'inputs', gain: 'mean', rescale: 'clip' },
};

describe('rows under readings', () => {
  test.each([table1, figure2, figure3, figure4])(
    'are those of the constraint, at the paper’s sizes, in $name',
    (suite) => {
      expect(readOf(suite.cells('quick', { rules: [] }))).toEqual([]);
      const found = otherOf(suite.cells('paper', { rules: [] }));
      expect(found.length).toBeGreaterThan(0);
      expect(found.every(({ nonnegative }) => nonnegative)).toBe(true);
    },
  );

  test('are chosen for verdicts wherever the chosen one changes a network', () => {
    const own = tableEntries('paper', { rules: [] }).filter(
      ({ row, column }) => column.nonnegative && row.preset === 'paper' && !row.beside,
    );
    const unchanged = own.filter(({ cell }) => readingOf(cell) !== CHOSEN).map(({ row }) => row);
    expect([...new Set(unchanged)]).toEqual([KROTOV_HOPFIELD]);
    expect(new Set(own.map(({ row }) => row)).size).toBe(4);
  });

  test('are not run for a rule that is asked for by name, as its presets have it', () => {
    for (const rule of ['hebbian-wp', 'backprop']) {
      const cells = table1.cells('paper', { rules: [rule] });
      expect(cells.filter((cell) => cell.hyperparameters['normalisation'] !== undefined)).toEqual([]);
    }
  });

  test('are those that verdicts are made with in regime, beside those of the presets, and in plasticity', () => {
    const readings = (suite: typeof regime): unknown[] => [
      ...new Set(readOf(suite.cells('paper', { rules: [] })).map((cell) => readingOf(cell))),
    ];
    expect(readings(regime)).toEqual([CHOSEN, OF_PRESETS]);
    expect(readings(plasticity)).toEqual([CHOSEN]);
    expect(readings(concurrent)).toEqual([CHOSEN]);
    expect(readings(spiking)).toEqual([OF_PRESETS]);
  });

  test('have the normalisation of their reading; equation (1) learns at the printed rate, but in the presets', () => {
    for (const cell of readOf(table1.cells('paper', { rules: [] }))) {
      const { rule, dataset, hyperparameters } = cell;
      const reading = readingOf(cell)!;
      const normalisation = NORMALISATIONS[reading.candidate.name];
      if (rule === 'hebbian-wp') expect(hyperparameters['normalisation']).toEqual(normalisation);
      // The rescale cancels β in what the others compute.
      else if (normalisation) expect(hyperparameters['normalisation']).toMatchObject(normalisation);
      const learns = rule === 'hebbian-wp';
      const normalised = ['inputs-x', 'inputs-x-mean'].includes(reading.candidate.name);
      expect(hyperparameters['learnInput']).toBe(learns && normalised ? 'normalised' : undefined);
      const isPrinted = reading !== OF_PRESETS || dataset === 'cifar-10';
      expect(hyperparameters['hiddenLearningRate']).toBe(learns && isPrinted ? 0.0005 : undefined);
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

  test('have five seeds where the row has, if the reading is to have all, and three otherwise', () => {
    for (const cell of [table1, figure3].flatMap((suite) => readOf(suite.cells('paper', { rules: [] })))) {
      const few = cell.dataset === 'cifar-10' || (cell.hidden.length > 2 && cell.rule !== 'hebbian-wp');
      const many = readingOf(cell)!.hasAllSeeds || cell.hidden.length > 2;
      expect(cell.seeds.length).toBe(few || !many ? 3 : 5);
    }
  });

  test('are in what the paper shows of Figure 4; its other readings are of the chosen one and of the presets’', () => {
    const shown = new Set<Experiment>(['attacks', 'few-shot-all', 'few-shot-few']);
    const cells = readOf(figure4.cells('paper', { rules: [] }));
    const readings = (isShown: boolean): unknown[] => [
      ...new Set(cells.filter((cell) => shown.has(experimentOf(cell)) === isShown).map(readingOf)),
    ];
    expect(readings(true)).toHaveLength(4);
    expect(readings(false)).toEqual(expect.arrayContaining([CHOSEN, OF_PRESETS]));
    expect(readings(false)).toHaveLength(2);
  });

  test.each([figure2, figure3])('have one network in $name, whatever its output layer', (suite) => {
    const found = otherOf(suite.cells('paper', { rules: [] }));
    const keys = found.map((cell) => `${cell.dataset} ${cell.rule} ${readingOf(cell)!.name}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

const READ = { preset: 'paper', nonnegative: true, scale: 'paper' } as const;

test.each([
  {
    rule: 'hebbian-wp',
    head: 'inputs-wp-head',
    title: 'proposed, WP output, (6) on inputs, β keeps the mean',
    plain: 'wp-head',
  },
  { rule: 'hebbian-wp', head: 'beta-1-bp-head', title: 'proposed', plain: 'bp-head' },
  {
    rule: 'hebbian-wp',
    head: 'printed-bp-head',
    title: 'proposed, (6) on currents, η as printed',
    plain: 'bp-head',
  },
  { rule: 'hebbian-wp', head: 'wp-head', title: 'proposed, WP output, (6) on currents', plain: 'wp-head' },
  { rule: 'backprop', head: 'inputs-end-to-end', title: 'BP', plain: 'end-to-end' },
  { rule: 'backprop', head: 'end-to-end', title: 'BP, (6) on currents', plain: 'end-to-end' },
  { rule: 'krotov-hopfield', head: 'power-4.5', title: 'K&H, n = 4.5', plain: 'power-4.5' },
])('$head of $rule is called $title', ({ rule, head, title, plain }) => {
  expect(networkTitle({ rule, head, ...READ })).toBe(title);
  expect(plainHead({ rule, head })).toBe(plain);
});

test.each([{ nonnegative: false }, { scale: 'quick' }, { preset: 'best' }] as const)(
  'where only one reading is run, it is not named: %o',
  (where) => {
    expect(networkTitle({ rule: 'hebbian-wp', head: 'bp-head', ...READ, ...where })).toBe('proposed');
  },
);

test('a prefix is that of a reading for the rules that have it', () => {
  expect(plainHead({ rule: 'softhebb', head: 'inputs-bp-head' })).toBe('inputs-bp-head');
});

test.each([
  { head: 'bp-head', control: 'bp-head' },
  { head: 'printed-bp-head', control: 'bp-head' },
  { head: 'inputs-bp-head', control: 'inputs-bp-head' },
  { head: 'beta-1-wp-head', control: 'inputs-bp-head' },
  { head: 'clip-bp-head', control: 'clip-bp-head' },
  { rule: 'krotov-hopfield', head: 'power-4.5', control: 'bp-head' },
  { preset: 'best', head: 'bp-head', control: 'bp-head' },
] as const)('the control of $head is $control', ({ control, ...network }) => {
  const of = { rule: 'hebbian-wp', ...READ, ...network };
  const found = ['bp-head', 'inputs-bp-head', 'clip-bp-head'].filter((head) =>
    isControlOf({ rule: 'random-features', head, ...READ }, of),
  );
  expect(found).toEqual([control]);
  expect(isControlOf({ ...of, rule: 'hebbian-wp', head: control }, of)).toBe(false);
  const entry = tableEntries('paper', { rules: [] }).find(
    ({ row, column, cell }) => row === controlOf(of) && column.nonnegative && cell.head === control,
  );
  expect(entry?.cell.rule).toBe('random-features');
});

test('a network is held against that of another reading that shares it, where there is one', () => {
  const names = new Set(['proposed', 'control', 'control, (6) on currents']);
  expect(underReadingOf('proposed, (6) on inputs, β keeps the mean', 'control', names)).toBe('control');
  expect(underReadingOf('proposed, (6) on currents, η as printed', 'control', names)).toBe(
    'control, (6) on currents',
  );
});

test('a rule that readings do not change is held against the control that has equation (6) as the presets have it', () => {
  const names = new Set(['control', 'control, (6) on currents']);
  expect(underReadingOf('K&H, n = 4.5', 'control', names)).toBe('control, (6) on currents');
  expect(underReadingOf('K&H, n = 4.5', 'control', new Set(['control']))).toBe('control');
});

test.each(READINGS_BESIDE)('a network is held against those with $title, where there are any', (reading) => {
  const names = new Set(['proposed', 'control', 'BP', underReading(reading, 'control')]);
  const other = underReading(reading, 'proposed');
  expect(underReadingOf(other, 'control', names)).toBe(`control, ${reading.title}`);
  expect(underReadingOf(other, 'BP', names)).toBe('BP');
  expect(underReadingOf('proposed', 'control', names)).toBe('control');
});

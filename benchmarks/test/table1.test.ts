import { SCALES } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import { COLUMNS } from '../src/suites/common/columns.ts';
import { PAPER_ROWS } from '../src/suites/common/rows/index.ts';
import { tableEntries } from '../src/suites/table1/cells.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord, failedRecord } from './example-record.ts';
import { CELLS, RECORDS, results, csvRows } from './table1-results.ts';

describe('cells', () => {
  test('the 27 entries of the paper, and the control', () => {
    const entries = tableEntries('quick', { rules: [] });
    expect(entries).toHaveLength(36);
    expect(entries.filter(({ row }) => row.rule !== 'random-features')).toHaveLength(27);
    // BP and the control have no variant of their own for ᵇ.
    expect(
      entries.filter(({ repeats }) => repeats).map(({ row, column }) => `${row.rule} ${column.key}`),
    ).toEqual([
      'backprop mnist/free/1b',
      'backprop mnist/nonneg/1b',
      'random-features mnist/free/1b',
      'random-features mnist/nonneg/1b',
    ]);
  });

  test.each(SCALES)('ids are unique and cells complete at scale %s', (scale) => {
    const cells = table1.cells(scale, { rules: [] });
    // At the paper's scale there are rows with our settings and under other readings as well.
    expect(new Set(cells.map(({ id }) => id)).size).toBe(scale === 'paper' ? 66 : 32);
    expect(cells).toHaveLength(scale === 'paper' ? 66 : 32);
    for (const cell of cells) {
      expect(cell.hidden.every((units) => units === cell.hidden[0]! && units > 0)).toBe(true);
      expect(cell.seeds[0]).toBe(0);
    }
  });

  test('the paper’s numbers are those of its Table 1', () => {
    const numbers = PAPER_ROWS.map(({ paper }) => COLUMNS.map(({ key }) => paper[key]));
    expect(numbers).toEqual([
      [97.45, 95.46, 97.34, 46.07, 94.2, 90.77, 91.82, 91.33, 33.98],
      [98.54, 92.56, 88.31, 55.05, 97.98, 90.31, 30.02, null, null],
      [98.26, null, 98.53, 55.27, 94.47, null, 93.82, 11.35, 36.28],
    ]);
  });

  test('another rule runs over the same grid', () => {
    const cells = table1.cells('smoke', { rules: ['mine'], seeds: 3 });
    expect(cells.map(({ id }) => id)).toContain('table1/mnist/nonneg/10-layer/mine/default');
    expect(cells).toHaveLength(7);
    expect(cells[0]!.seeds).toEqual([0, 1, 2]);
  });
});

describe('table1.csv', () => {
  test('has the columns that readers rely on', async () => {
    const [header] = ((await table1.report(results())).get('table1.csv') as string).split('\n');
    expect(header).toBe(
      'suite,cell,dataset,data,constraint,hidden_layers,rule,head,scale,seeds,accuracy_mean,accuracy_sd,accuracy_ci95_low,accuracy_ci95_high,train_accuracy_mean,paper_accuracy,difference,sparsity,min_weight,epochs_hidden,epochs_head,train_seconds,engine,status,note,machine',
    );
  });

  test('has a row for every entry, with the difference from the paper', async () => {
    const rows = await csvRows();
    expect(rows).toHaveLength(36);
    expect(rows[0]).toMatchObject({
      cell: 'table1/mnist/free/1-layer/hebbian-wp/bp-head',
      accuracy_mean: '80.000',
      accuracy_sd: '',
      accuracy_ci95_low: '',
      paper_accuracy: '97.45',
      difference: '-17.450',
      status: 'ok',
    });
  });

  test('says what repeats, failed, or is missing', async () => {
    const [first, second] = CELLS;
    const records = [
      failedRecord(first!),
      ...RECORDS.filter(({ cell }) => cell !== first && cell !== second),
    ];
    const rows = await csvRows(records);
    expect(rows[0]).toMatchObject({ status: 'failed', accuracy_mean: '', note: 'seed 0: It broke.' });
    expect(rows[1]).toMatchObject({ status: 'not-run', accuracy_mean: '' });
    const repeated = rows.filter(({ status }) => status!.startsWith('same-as:'));
    expect(repeated.map(({ status }) => status)).toContain(
      'same-as:table1/mnist/free/1-layer/backprop/end-to-end',
    );
  });

  test('a record of another definition of its cell does not count', async () => {
    const [first] = CELLS;
    const other = exampleRecord({ ...first!, budget: { hiddenEpochs: 99, headEpochs: 1 } });
    expect((await csvRows([other]))[0]).toMatchObject({ status: 'not-run' });
  });

  test('gives intervals with several seeds', async () => {
    const cells = table1.cells('quick', { rules: [], seeds: 3 });
    const records = [89, 90, 91].map((accuracy, seed) => exampleRecord(cells[0], seed, accuracy));
    const text = (await table1.report({ ...results(records), cells })).get('table1.csv') as string;
    // t(0.975, 2) = 4.303; sd = 1; half an interval = 4.303/√3 = 2.484.
    expect(text.split('\n')[1]).toContain(',3,90.000,1.000,87.516,92.484,');
  });
});

describe('the report', () => {
  test('is a function of the records: the same bytes each time, in any order of records', async () => {
    const first = await table1.report(results());
    const second = await table1.report(results(RECORDS.toReversed()));
    expect([...second]).toEqual([...first]);
    expect([...first.keys()]).toEqual([
      'table1.csv',
      'summary.md',
      ...[
        'mnist-free-1',
        'mnist-free-2',
        'cifar-10-free-1',
        'mnist-nonneg-1',
        'mnist-nonneg-2',
        'mnist-nonneg-10',
        'cifar-10-nonneg-1',
      ].map((shape) => `curves-${shape}.svg`),
      'curves.csv',
      'report.html',
    ]);
  });

  test('the summary has the table, what it means and how to run a cell again', async () => {
    const summary = (await table1.report(results())).get('summary.md') as string;
    expect(summary).toContain('| proposed | 80.00 (97.45) |');
    expect(summary).toContain('Below the paper in');
    expect(summary).toContain(
      'pnpm bench --filter table1/mnist/free/1-layer/hebbian-wp/bp-head --scale quick --data real',
    );
    expect(summary).toContain('Not above the control, an untrained hidden layer');
  });

  test('without any record it says so', async () => {
    const files = await table1.report(results([]));
    expect(files.get('summary.md')).toContain('No run is stored.');
    expect([...files.keys()].filter((name) => name.startsWith('curves'))).toEqual([]);
  });
});

describe('the terminal', () => {
  test.each([80, 120])('no line is wider than %d columns', (width) => {
    const text = table1.terminal(results(), { width, colour: false });
    for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(Math.max(width, 113));
    expect(text).toMatchSnapshot();
  });

  test('failed and missing entries are marked', () => {
    const [first, second] = CELLS;
    const records = [
      failedRecord(first!),
      ...RECORDS.filter(({ cell }) => cell !== first && cell !== second),
    ];
    const text = table1.terminal(results(records), { width: 120, colour: false });
    expect(text).toMatch(/proposed +✗ +–/);
    expect(text).toMatch(/BP +[\d.]+ +=/);
  });
});

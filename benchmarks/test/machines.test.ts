import type { RunRecord } from '@hebbench/core';
import { describe, expect, test } from 'vitest';
import type { Suite, SuiteResults } from '../src/suite.ts';
import { machinesNote, secondsByKind, secondsColumns, secondsText } from '../src/suites/common/machines.ts';
import { rules } from '../src/suites/rules/index.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { tuning } from '../src/suites/tuning/index.ts';
import { exampleRecord, failedRecord, onMachine } from './example-record.ts';

const [cell, another] = table1.cells('quick', { rules: [] });
/** Runs of a cell on a processor that took so many seconds. */
const on = (cpu: string, ...seconds: readonly number[]): RunRecord[] =>
  seconds.map((each, seed) => onMachine(cpu, exampleRecord(cell, seed), each));

describe('seconds of several kinds of machine', () => {
  test.each([
    { runs: 'none', records: [], text: '–', csv: {} },
    {
      runs: 'one kind',
      records: on('A', 10, 12),
      text: '11.0',
      csv: { train_seconds: '11.0', machine: 'blas (libopenblas.so.0), 1 thread, A' },
    },
    {
      runs: 'two kinds',
      records: [...on('B', 100), ...on('A', 10, 12)],
      text: '11.0 (A), 100.0 (B)',
      csv: { train_seconds: '11.0', machine: 'blas (libopenblas.so.0), 1 thread, A, 2 of 3 runs' },
    },
    {
      runs: 'one kind, and failures elsewhere',
      records: [...on('A', 10), onMachine('B', failedRecord(cell!), 0)],
      text: '10.0',
      csv: { train_seconds: '10.0', machine: 'blas (libopenblas.so.0), 1 thread, A' },
    },
  ])('are never averaged: $runs', ({ records, text, csv }) => {
    const kinds = secondsByKind(records).map(({ kind }) => kind);
    expect(secondsText(records, kinds)).toBe(text);
    expect(secondsColumns(records, 1)).toEqual(csv);
  });

  test('have the letters of the report, not of the cell', () => {
    const kinds = secondsByKind([...on('A', 1, 2), ...on('B', 3)]).map(({ kind }) => kind);
    expect(secondsText(on('B', 3), kinds)).toBe('3.0 (B)');
  });

  test('are told apart by kernels and threads as by processors', () => {
    const [first, second, third] = on('A', 1, 2, 3);
    const { engine } = first!.provenance;
    const changed = (record: RunRecord, changes: Partial<typeof engine>): RunRecord => ({
      ...record,
      provenance: { ...record.provenance, engine: { ...engine, ...changes } },
    });
    const records = [first!, changed(second!, { detail: 'Haswell' }), changed(third!, { threads: 2 })];
    expect(secondsByKind(records)).toHaveLength(3);
  });

  /** Two cells of a suite, the first of them run on both kinds of machine, the second on the first kind. */
  function results(suite: Suite): SuiteResults {
    const cells = suite
      .cells('quick', { rules: [], installed: ['backprop', 'random-features'], seeds: 2 })
      .slice(0, 2);
    const records = cells.flatMap((each) =>
      each.seeds.map((seed) => {
        const slow = seed === 1 && each === cells[0];
        return onMachine(slow ? 'B' : 'A', exampleRecord(each, seed), slow ? 100 : 1);
      }),
    );
    return { scale: 'quick', data: 'real', cells, records };
  }

  test.each([table1, rules, tuning])('are apart in every file of suite $name', async (suite) => {
    const given = results(suite);
    const files = await suite.report(given);
    const note = machinesNote(given.records)!;
    expect(note).toContain('(A) blas (libopenblas.so.0), 1 thread, A; (B)');
    for (const name of ['summary.md', 'report.html']) {
      expect(files.get(name)).toContain(note);
      expect(files.get(name)).toContain('1.0 (A), 100.0 (B)');
    }
    const [csv] = [...files].find(([name]) => name.endsWith('.csv'))!.slice(1);
    expect(csv).toMatch(/"blas \(libopenblas\.so\.0\), 1 thread, A, 1 of 2 runs"/);
    // (1 + 100) / 2
    for (const [name, content] of files)
      if (!name.endsWith('.svg') && name !== 'report.html') expect(content).not.toMatch(/[,| ]50\.50?[0,| ]/);
  });

  test('of one kind have no letters', () => {
    expect(machinesNote([exampleRecord(cell), exampleRecord(another)])).toBeUndefined();
  });
});

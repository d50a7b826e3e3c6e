import { HebbenchError, type RunRecord } from '@hebbench/core';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { storedResults } from '../src/results/stored-results.ts';
import { writeAtomically } from '../src/store/atomic-write.ts';
import { openRunStore } from '../src/store/run-store.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord, failedRecord } from './example-record.ts';
import { thrown } from './thrown.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const RECORD: RunRecord = exampleRecord();
const unexpected = (error: HebbenchError): never => expect.fail(error.message);

describe('the run store', () => {
  test('gives back what was written', () => {
    const store = openRunStore(folder);
    expect(store.read(RECORD, unexpected)).toBeUndefined();
    store.write(RECORD);
    expect(store.read(RECORD, unexpected)).toEqual(RECORD);
    expect(store.readAll([RECORD.cell], () => {})).toEqual([RECORD]);
    expect(readdirSync(join(folder, 'records'))).toHaveLength(1);
  });

  test('a failed run takes the place of a failed or damaged one, and not of a result', () => {
    const store = openRunStore(folder);
    const failed = failedRecord(RECORD.cell);
    expect(store.write(failed)).toBe(true);
    expect(store.write(failed)).toBe(true);
    expect(store.write(RECORD)).toBe(true);
    expect(store.write(failed)).toBe(false);
    expect(store.read(RECORD, unexpected)).toEqual(RECORD);
    writeFileSync(join(folder, 'records', readdirSync(join(folder, 'records'))[0]!), '{');
    expect(store.write(failed)).toBe(true);
    expect(store.read(RECORD, unexpected)).toEqual(failed);
  });

  test.each([
    { name: 'cut off', damage: (text: string) => text.slice(0, 100) },
    { name: 'empty', damage: () => '' },
    { name: 'of another version', damage: (text: string) => text.replace('"schema": 1', '"schema": 7') },
    { name: 'of another run', damage: (text: string) => text.replace('"seed": 0', '"seed": 5') },
  ])('refuses a record that is $name, naming the file', ({ damage }) => {
    const store = openRunStore(folder);
    store.write(RECORD);
    const file = join(folder, 'records', readdirSync(join(folder, 'records'))[0]!);
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const told: HebbenchError[] = [];
    expect(store.read(RECORD, (error) => told.push(error))).toBeUndefined();
    expect(told).toMatchObject([
      { code: 'RECORD_CORRUPT', message: expect.stringContaining(file) as string },
    ]);
    // It may be of use to whoever put it there.
    const content = readFileSync(file, 'utf8');
    store.write(RECORD);
    expect(store.read(RECORD, unexpected)).toEqual(RECORD);
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(content);
  });

  test('knows the seeds of a cell, and not those of a cell whose name begins alike', () => {
    const store = openRunStore(folder);
    for (const seed of [10, 2]) store.write({ ...RECORD, seed });
    const longer = { ...RECORD.cell, id: `${RECORD.cell.id}.seed-1-more` };
    store.write({ ...RECORD, cell: longer, seed: 7 });
    expect(store.storedSeeds()(RECORD.cell)).toEqual([2, 10]);
    expect(store.storedSeeds()(longer)).toEqual([7]);
    expect(store.storedSeeds()({ id: 'table1/none' })).toEqual([]);
  });

  test('a file is there complete or not at all', () => {
    const target = join(folder, 'below', 'file');
    writeAtomically(target, 'new');
    expect(readFileSync(target, 'utf8')).toBe('new');
    writeFileSync(join(folder, 'in-the-way'), '');
    expect(thrown(() => writeAtomically(join(folder, 'in-the-way', 'x'), '')).code).toBe('NOT_WRITABLE');
    expect(readdirSync(join(folder, 'below'))).toEqual(['file']);
  });

  test('a folder without permission is an error', () => {
    // Root may write everywhere; a file in the folder's place refuses root too.
    chmodSync(folder, 0o500);
    const target = process.getuid?.() === 0 ? join('/dev/null', 'x') : join(folder, 'x');
    expect(thrown(() => writeAtomically(target, '')).code).toBe('NOT_WRITABLE');
    chmodSync(folder, 0o700);
  });
});

describe('what a report shows', () => {
  const suite = { ...table1, cells: () => [{ ...RECORD.cell, seeds: [0, 1] }] };
  const options = { suite, scale: 'smoke', data: 'embedded', published: false, rules: new Map() } as const;

  test('is all but a damaged record, which is named', () => {
    const store = openRunStore(folder);
    for (const seed of [0, 1]) store.write({ ...RECORD, seed });
    const file = join(folder, 'records', readdirSync(join(folder, 'records'))[0]!);
    writeFileSync(file, '{');
    const warn = vi.fn();
    const { records } = storedResults({ ...options, store, warn });
    expect(records.map(({ seed }) => seed)).toEqual([1]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(file));
  });

  const seedsShown = (asked?: readonly number[]): readonly number[] => {
    const store = openRunStore(folder);
    for (const seed of [0, 1, 4]) store.write({ ...RECORD, seed });
    const { cells, records } = storedResults({
      ...options,
      store,
      warn: expect.fail,
      ...(asked && { asked: [{ ...RECORD.cell, seeds: asked }] }),
    });
    expect(records.map(({ seed }) => seed)).toEqual([0, 1, 4]);
    return cells[0]!.seeds;
  };

  test.each([
    { command: 'of all seeds', asked: undefined, shown: [0, 1, 4] },
    { command: 'of fewer seeds', asked: [0], shown: [0, 1, 4] },
    { command: 'of more seeds', asked: [0, 1, 2], shown: [0, 1, 2, 4] },
  ])('after a command $command are all that are stored, and what is missing', ({ asked, shown }) => {
    expect(seedsShown(asked)).toEqual(shown);
  });
});

import type { HebbenchError, RunRecord } from '@hebbench/core';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { storedResults } from '../../src/results/stored-results.ts';
import { problemOf } from '../../src/store/check-stored.ts';
import { openRunStore, runName } from '../../src/store/run-store.ts';
import { SUITES } from '../../src/suites/index.ts';
import { table1 } from '../../src/suites/table1/index.ts';
import { exampleRecord, failedRecord } from '../example-record.ts';

const cells = table1.cells('smoke', { rules: [] });
const [cell, other] = [cells[0]!, cells[1]!];
const RECORD: RunRecord = exampleRecord(cell);

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-records-'));
  mkdirSync(join(folder, 'records'));
  file = join(folder, 'records', `${runName(RECORD)}.json`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a record is changed to, as JSON allows it. */
type Changes = Record<string, unknown>;
const changed = (changes: Changes): string => JSON.stringify({ ...RECORD, ...changes });
const metrics = (changes: Changes): string => changed({ metrics: { ...RECORD.metrics, ...changes } });
const provenance = (changes: Changes): string =>
  changed({ provenance: { ...RECORD.provenance, ...changes } });
const details = (curve: unknown): string => changed({ details: { curve } });
const ofCell = (changes: Changes): string => changed({ cell: { ...cell, ...changes } });
const without = (name: keyof RunRecord): string => {
  const { [name]: _gone, ...rest } = RECORD;
  return JSON.stringify(rest);
};

const CONTENTS: readonly (readonly [what: string, content: string | Uint8Array, says: string])[] = [
  ['empty', '', 'JSON'],
  ['half a file', JSON.stringify(RECORD).slice(0, 200), 'JSON'],
  ['two records', JSON.stringify(RECORD).repeat(2), 'JSON'],
  ['null', 'null', 'expected object'],
  ['a list', '[]', 'expected object'],
  ['a number', '7', 'expected object'],
  ['a text', '"record"', 'expected object'],
  ['an empty object', '{}', 'schema'],
  ['zero bytes', new Uint8Array(300), 'JSON'],
  ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x7b, 0x7d), 'JSON'],
  ['a byte order mark alone', '\ufeff', 'JSON'],
  ['HTML', '<html></html>', 'JSON'],
  ['NaN', JSON.stringify(RECORD).replace('90', 'NaN'), 'JSON'],
  ['another schema', changed({ schema: 2 }), 'schema'],
  ['no hash', without('hash'), 'hash'],
  ['a hash of other letters', changed({ hash: 'XYZ' }), 'hash'],
  ['no cell', without('cell'), 'cell'],
  ['no metrics', without('metrics'), 'metrics'],
  ['no provenance', without('provenance'), 'provenance'],
  ['no status', without('status'), 'status'],
  ['an unknown status', changed({ status: 'fine' }), 'status'],
  ['a field that no record has', changed({ extra: 1 }), 'extra'],
  ['another seed', changed({ seed: 5 }), 'seed 5'],
  ['a seed below 0', changed({ seed: -1 }), 'seed'],
  ['a seed as text', changed({ seed: '0' }), 'seed'],
  ['another cell', ofCell({ id: other.id }), other.id],
  ['another rule under the same id', ofCell({ rule: 'backprop' }), 'rule is backprop'],
  ['another data set under the same id', ofCell({ dataset: 'cifar-10' }), 'dataset is cifar-10'],
  ['another suite under the same id', ofCell({ suite: 'figure4' }), 'suite is figure4'],
  ['another scale under the same id', ofCell({ scale: 'paper' }), 'scale is paper'],
  ['another output layer under the same id', ofCell({ head: 'relu' }), 'head is relu'],
  ['another constraint under the same id', ofCell({ nonnegative: !cell.nonnegative }), 'nonnegative is'],
  ['no hidden layer', ofCell({ hidden: [] }), 'hidden'],
  ['epochs below 0', ofCell({ budget: { hiddenEpochs: -1, headEpochs: 1 } }), 'hiddenEpochs'],
  ['an accuracy of 200', metrics({ accuracy: 200 }), '200 as the metric "accuracy"'],
  ['an accuracy of −5', metrics({ accuracy: -5 }), '-5 as the metric "accuracy"'],
  ['an accuracy of 1e308', metrics({ accuracy: 1e308 }), '1e+308 as the metric "accuracy"'],
  ['an accuracy of 100.0001', metrics({ accuracy: 100.0001 }), '100.0001 as the metric "accuracy"'],
  ['an infinite accuracy', metrics({ accuracy: 1 }).replace('"accuracy":1', '"accuracy":1e999'), 'accuracy'],
  ['an accuracy of null', metrics({ accuracy: null }), 'accuracy'],
  ['an accuracy as text', metrics({ accuracy: '90' }), 'accuracy'],
  ['no accuracy', metrics({ accuracy: undefined }), 'no metric "accuracy"'],
  ['no metric at all', changed({ metrics: {} }), 'no metric "accuracy"'],
  ['a training accuracy of 101', metrics({ trainAccuracy: 101 }), '"trainAccuracy"'],
  ['a sparsity below 0', metrics({ sparsity: -0.1 }), '"sparsity"'],
  [
    'a failure without its error',
    JSON.stringify({ ...failedRecord(cell), error: undefined }),
    'without its error',
  ],
  ['a result with an error', changed({ error: { code: 'X', message: 'y' } }), 'has an error'],
  ['an error without a message', JSON.stringify({ ...failedRecord(cell), error: { code: 'X' } }), 'error'],
  ['a curve that is a text', details('x'), 'a learning curve of "x"'],
  ['a curve that is an object', details({}), 'a learning curve of {}'],
  ['a curve with null', details([null]), 'a learning curve of [null]'],
  ['a curve above 100 %', details([{ phase: 'head', epoch: 1, accuracy: 101 }]), 'a learning curve of'],
  ['a curve that is a number', details(3), 'a learning curve of 3'],
  ['phases that are no list', changed({ phases: {} }), 'phases'],
  ['negative seconds', provenance({ trainSeconds: -1 }), 'trainSeconds'],
  ['images of an unknown origin', provenance({ data: { origin: 'mine', digest: 'a' } }), 'origin'],
  [
    'a digest of code that is none',
    provenance({ code: { commit: null, clean: true, packages: { a: 'b' } } }),
    'code',
  ],
  ['a machine without cores', provenance({ machine: { ...RECORD.provenance.machine, cores: 0 } }), 'cores'],
];

/** The store's complaints of the record, and what it takes it for. */
function read(): { found: RunRecord | undefined; told: HebbenchError[] } {
  const told: HebbenchError[] = [];
  const found = openRunStore(folder, table1.metrics).read({ cell, seed: 0 }, (error) => told.push(error));
  return { found, told };
}

function expectDamaged(says: string): void {
  const { found, told } = read();
  expect(found).toBeUndefined();
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ code: 'RECORD_CORRUPT', message: expect.stringContaining(file) as string });
  expect(told[0]!.got).toContain(says);
}

test('the record itself is sound', () => {
  writeFileSync(file, JSON.stringify(RECORD));
  expect(read()).toEqual({ found: RECORD, told: [] });
});

describe('a record', () => {
  test.each(CONTENTS)('of %s is damaged', (_, content, says) => {
    writeFileSync(file, content);
    expectDamaged(says);
  });

  test.each([
    { kind: 'a folder', make: () => mkdirSync(file), says: 'a folder' },
    { kind: 'a named pipe', make: () => execFileSync('mkfifo', [file]), says: 'a named pipe' },
    { kind: 'a device', make: () => symlinkSync('/dev/zero', file), says: 'a device' },
    { kind: 'a link to itself', make: () => symlinkSync(file, file), says: 'ELOOP' },
  ])('that is $kind is damaged, and not waited for', ({ make, says }) => {
    make();
    expectDamaged(says);
    // A result takes its place, and what was there is put aside.
    const store = openRunStore(folder, table1.metrics);
    expect(store.write(RECORD)).toBe(true);
    expect(read()).toEqual({ found: RECORD, told: [] });
  });

  test('that is a socket is damaged', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(file, resolve));
    expectDamaged('a socket');
    await new Promise((resolve) => server.close(resolve));
  });
});

test.each([
  { where: 'a file', make: () => writeFileSync(join(folder, 'records'), '') },
  { where: 'a link to nothing', make: () => symlinkSync(join(folder, 'nothing'), join(folder, 'records')) },
])('$where in the place of the records holds none', ({ make }) => {
  rmSync(join(folder, 'records'), { recursive: true });
  make();
  expect(read()).toEqual({ found: undefined, told: [] });
  const store = openRunStore(folder, table1.metrics);
  expect([store.rules(), store.storedSeeds()(cell)]).toEqual([[], []]);
});

test('a bad record costs its own place in a report, whatever it is', () => {
  const store = openRunStore(folder, table1.metrics);
  store.write(exampleRecord(other));
  mkdirSync(file);
  const told: string[] = [];
  const warn = (message: string): void => void told.push(message);
  const options = { suite: table1, scale: 'smoke', data: 'embedded', published: false } as const;
  const { records } = storedResults({ ...options, store, rules: new Map(), warn });
  expect(records.map((record) => record.cell.id)).toEqual([other.id]);
  expect(told).toEqual([expect.stringContaining(file)]);
});

describe('of two kinds of images', () => {
  const [older, newer] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string];
  const on = (of: typeof cell, digest: string, startedAt: string): RunRecord => {
    const record = exampleRecord(of);
    return { ...record, provenance: { ...record.provenance, startedAt, data: { origin: 'own', digest } } };
  };

  test.each([
    { known: 'those that were loaded', digests: new Map([['mnist', older]]), shown: [cell.id] },
    { known: 'those of the newest run', digests: undefined, shown: [other.id] },
  ])('a report shows $known alone, and says so', ({ digests, shown }) => {
    const store = openRunStore(folder, table1.metrics);
    store.write(on(cell, older, '2026-01-01T00:00:00.000Z'));
    store.write(on(other, newer, '2026-01-02T00:00:00.000Z'));
    const told: string[] = [];
    const { records } = storedResults({
      suite: table1,
      scale: 'smoke',
      data: 'own-01234567',
      published: false,
      store,
      rules: new Map(),
      ...(digests && { digests }),
      warn: (message) => told.push(message),
    });
    expect(records.map((record) => record.cell.id)).toEqual(shown);
    expect(told).toEqual([expect.stringContaining('1 record of other images is left out')]);
  });
});

describe('a published record with other details than its report reads', () => {
  const CHANGES: readonly (readonly [what: string, details: unknown])[] = [
    ['none', undefined],
    ['a text', 'x'],
    ['null', null],
    ['an empty list', []],
    ['a list of null', [null]],
    ['an object of another form', { a: 1 }],
  ];
  const cases = ['figure2', 'figure3', 'figure4'].flatMap((name) => {
    const suite = SUITES.find((each) => each.name === name)!;
    const directory = join(import.meta.dirname, '../../../reports', name, 'quick-real');
    const store = openRunStore(directory, suite.metrics);
    return suite.cells('quick', { rules: [] }).flatMap((each) => {
      const record = store.read({ cell: each, seed: 0 }, () => {});
      return Object.keys(suite.metrics(each).details ?? {}).flatMap((detail) =>
        record?.details[detail] === undefined ? [] : [{ id: each.id, detail, suite, record }],
      );
    });
  });

  test.each(cases)('is damaged, whatever $detail of $id is', ({ detail, suite, record }) => {
    for (const [, value] of CHANGES) {
      // Some details are optional, and some may be empty.
      const { success } = suite.metrics(record.cell).details![detail]!.safeParse(value);
      const odd = { ...record, details: { ...record.details, [detail]: value } };
      const problem = problemOf(odd as RunRecord, record, suite.metrics);
      if (success) expect(problem).toBeUndefined();
      else expect(problem).toContain(`the detail "${detail}`);
    }
    expect(problemOf(record, record, suite.metrics)).toBeUndefined();
    const broken = { ...record.details, [detail]: 'x' };
    expect(problemOf({ ...record, details: broken }, record, suite.metrics)).toBeDefined();
  });
});

test.each(SUITES.map((suite) => [suite.name, suite] as const))(
  'what suite %s expects of a record is in every one that is published',
  (name, suite) => {
    for (const scale of ['quick', 'paper'] as const) {
      const directory = join(import.meta.dirname, '../../../reports', name, `${scale}-real`);
      const store = openRunStore(directory, suite.metrics);
      const own = suite.cells(scale, { rules: store.rules(), installed: store.rules() });
      const all = new Map(
        [...suite.cells(scale, { rules: [], installed: store.rules() }), ...own].map((each) => [
          each.id,
          each,
        ]),
      );
      const seedsOf = store.storedSeeds();
      const found = store.readAll(
        [...all.values()].map((each) => ({ ...each, seeds: seedsOf(each) })),
        ({ message }) => expect.fail(message),
      );
      // A suite whose first runs are still to be published has no folder.
      if (scale === 'quick') expect(found.length > 0).toBe(existsSync(directory));
    }
  },
);

import type { RunRecord } from '@hebbench/core';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readFolder } from '../../src/cli/compare-records.ts';
import { runProgram } from '../../src/cli/program.ts';
import { runName } from '../../src/store/run-store.ts';
import { table1 } from '../../src/suites/table1/index.ts';
import { exampleRecord, failedRecord } from '../example-record.ts';

const [cell, other] = table1.cells('smoke', { rules: [] });
const GOOD = exampleRecord(cell, 0, 90);
const ODD = exampleRecord(other, 0, 80);
const ODD_NAME = `${runName(ODD)}.json`;

let folder: string;
let odd: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-compare-'));
  mkdirSync(join(folder, 'records'));
  writeFileSync(join(folder, 'records', `${runName(GOOD)}.json`), JSON.stringify(GOOD));
  odd = join(folder, 'records', ODD_NAME);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const changed = (changes: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...ODD, ...changes });
const metrics = (changes: Readonly<Record<string, unknown>>): string =>
  changed({ metrics: { ...ODD.metrics, ...changes } });
const curve = (value: unknown): string => changed({ details: { curve: value } });

const CONTENTS: readonly (readonly [what: string, content: string, says: string])[] = [
  ['nothing', '', 'JSON'],
  ['half a record', JSON.stringify(ODD).slice(0, 300), 'JSON'],
  ['null', 'null', 'object'],
  ['a list of records', JSON.stringify([ODD]), 'object'],
  ['an empty object', '{}', 'schema'],
  ['another schema', changed({ schema: 2 }), 'schema'],
  ['no metrics', changed({ metrics: undefined }), 'metrics'],
  ['no accuracy', metrics({ accuracy: undefined }), 'accuracy'],
  ['an accuracy of 200', metrics({ accuracy: 200 }), 'accuracy'],
  ['an accuracy of −5', metrics({ accuracy: -5 }), 'accuracy'],
  ['an accuracy of 1e308', metrics({ accuracy: 1e308 }), 'accuracy'],
  ['an accuracy as text', metrics({ accuracy: '80' }), 'accuracy'],
  ['an accuracy of null', metrics({ accuracy: null }), 'accuracy'],
  ['no cell', changed({ cell: undefined }), 'cell'],
  ['the cell of another record', changed({ cell }), 'another run'],
  ['another seed', changed({ seed: 1 }), 'another run'],
  ['a seed below 0', changed({ seed: -1 }), 'seed'],
  ['an id with a way out of the folder', changed({ cell: { ...other, id: '../../x' } }), 'another run'],
  ['a failure without its error', changed({ status: 'failed' }), 'error'],
  ['another status', changed({ status: 'fine' }), 'status'],
  ['no provenance', changed({ provenance: {} }), 'provenance'],
  ['a curve that is a word', curve('x'), 'curve'],
  ['a curve that is an object', curve({}), 'curve'],
  ['a curve of nothing', curve([null]), 'curve'],
  ['a curve of 1000 %', curve([{ phase: 'head', epoch: 1, accuracy: 1000 }]), 'curve'],
];

const PLACES: readonly (readonly [what: string, make: () => void, says: string])[] = [
  ['a folder', () => mkdirSync(odd), 'a folder'],
  ['a named pipe', () => execFileSync('mkfifo', [odd]), 'a named pipe'],
  ['a link to nothing', () => symlinkSync(join(folder, 'nowhere'), odd), 'nothing is there'],
  ['a link to itself', () => symlinkSync(odd, odd), 'ELOOP'],
  ['a link to a device', () => symlinkSync('/dev/zero', odd), 'a device'],
];

function expectItsOwnPlaceOnly(says: string): void {
  const warnings: string[] = [];
  expect(readFolder(folder, (problem) => warnings.push(problem))).toEqual([GOOD]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(odd);
  expect(warnings[0]!.slice(warnings[0]!.indexOf('left out'))).toContain(says);
}

describe('among the records of a report that is compared', () => {
  test.each(CONTENTS)('%s costs its own place', (_, content, says) => {
    writeFileSync(odd, content);
    expectItsOwnPlaceOnly(says);
  });

  test.each(PLACES)('%s costs its own place', (_, make, says) => {
    make();
    expectItsOwnPlaceOnly(says);
  });

  test('what is no record by its name is not looked at', () => {
    for (const name of ['notes.txt', '.DS_Store', `${ODD_NAME}.damaged`])
      writeFileSync(join(folder, 'records', name), 'x');
    expect(readFolder(folder, expect.fail)).toEqual([GOOD]);
  });
});

test.each([
  ['nothing', () => rmSync(folder, { recursive: true }), 'no folder'],
  ['a folder without records', () => rmSync(join(folder, 'records'), { recursive: true }), 'no folder'],
  [
    'records that are a file',
    () => {
      rmSync(join(folder, 'records'), { recursive: true });
      writeFileSync(join(folder, 'records'), '');
    },
    'no folder',
  ],
  [
    'records that are all damaged',
    () => writeFileSync(join(folder, 'records', `${runName(GOOD)}.json`), '{'),
    'no record in',
  ],
] as const)('%s cannot be compared, and why is said', (_, make, says) => {
  make();
  expect(() => readFolder(folder, () => {})).toThrow(says);
});

/** What `pnpm bench compare` prints of two reports. */
async function compared(a: readonly RunRecord[], b: readonly RunRecord[]): Promise<string> {
  const [left, right] = ['a', 'b'].map((name) => join(folder, name));
  for (const [directory, records] of [
    [left!, a],
    [right!, b],
  ] as const) {
    mkdirSync(join(directory, 'records'), { recursive: true });
    for (const record of records)
      writeFileSync(join(directory, 'records', `${runName(record)}.json`), JSON.stringify(record));
  }
  let stdout = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += String(chunk);
    return true;
  });
  try {
    expect(await runProgram(['compare', left!, right!])).toBe(0);
  } finally {
    spy.mockRestore();
  }
  return stdout;
}

const { provenance } = GOOD;
const CHANGES = [
  {
    what: 'other images under the same name',
    b: { ...GOOD, provenance: { ...provenance, data: { ...provenance.data, digest: '0'.repeat(64) } } },
    says: 'OTHER DATA: mnist is feedbeeffeedbeef… in A, 0000000000000000… in B.',
  },
  {
    what: 'another engine',
    b: { ...GOOD, provenance: { ...provenance, engine: { ...provenance.engine, name: 'wasm' } } },
    says: 'OTHER ENGINE: blas (libopenblas.so.0), 1 thread in A, wasm (libopenblas.so.0), 1 thread in B.',
  },
  {
    what: 'other settings',
    b: { ...GOOD, cell: { ...GOOD.cell, hidden: [7] } },
    says: `OTHER SETTINGS (sizes, epochs or hyperparameters): ${GOOD.cell.id}.`,
  },
];

test.each(CHANGES)('$what are said above the table', async ({ b, says }) => {
  const text = await compared([GOOD], [b]);
  expect(text.indexOf(says)).toBe(0);
  expect(text).toContain('+0.00');
});

test('reports of the same kind have nothing above the tables: all that their suite measures', async () => {
  const text = await compared([GOOD, failedRecord(other!)], [exampleRecord(cell, 0, 91)]);
  const headings = text.split('\n').filter((line) => line.includes('B − A'));
  expect(headings.map((line) => line.split('  ')[0])).toEqual([
    'accuracy %',
    'trainAccuracy %',
    'sparsity %',
  ]);
  expect(text).not.toContain('OTHER');
  expect(text).toContain('+1.00');
});

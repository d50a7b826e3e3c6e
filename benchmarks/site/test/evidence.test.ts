import { networkTitle } from '@hebbench/benchmarks/published';
import type { RunRecord } from '@hebbench/core';
import { rmSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECEIVER, recordsBundle } from '../src/evidence/bundle.ts';
import { recordsCsv } from '../src/evidence/records-csv.ts';
import { evidenceOf, type Place } from '../src/model/evidence.ts';
import { leagues } from '../src/model/league.ts';
import { withRuns } from '../src/model/load.ts';
import type { SiteCell, SiteModel, SiteReport } from '../src/model/types.ts';
import { exampleRecords, installedRules, nothingPublished, storedRuns } from './example-site.ts';

let model: SiteModel;
let runs: string;

beforeAll(async () => {
  runs = storedRuns([...exampleRecords('backprop', 95), ...exampleRecords('random-features', 90)]);
  model = await withRuns(nothingPublished(await installedRules()), { runs, warn: expect.fail });
});

afterAll(() => rmSync(runs, { recursive: true, force: true }));

/** What a page gets from the script with a report's records. */
function unpacked(script: string): Record<string, RunRecord[]> {
  let received = '';
  runInNewContext(script, { [RECEIVER]: (text: string) => (received = text) });
  return JSON.parse(String(inflateRawSync(Buffer.from(received, 'base64'))));
}

test('records are the same after they were packed, by their cells', () => {
  const [one, other] = [exampleRecords('backprop', 95), exampleRecords('random-features', 90)];
  const found = unpacked(recordsBundle([...one, ...other]));
  expect(found).toEqual({ [one[0]!.cell.id]: one, [other[0]!.cell.id]: other });
});

test('what is too large for a site is left out, and said', () => {
  const [record] = exampleRecords('backprop', 95) as [RunRecord];
  const found = unpacked(recordsBundle([{ ...record, details: { small: 1, large: 'x'.repeat(50_000) } }]));
  expect(found[record.cell.id]![0]!.details).toEqual({
    small: 1,
    large: expect.stringContaining('left out'),
  });
});

test('metrics are a table for spreadsheets, whichever seeds have them', () => {
  const [first, second] = exampleRecords('backprop', 95) as [RunRecord, RunRecord];
  const [head, one, other] = recordsCsv([first, { ...second, metrics: { accuracy: 1, more: 2 } }]).split(
    '\n',
  );
  expect(head).toBe(
    'cell,seed,status,accuracy,trainAccuracy,sparsity,zeroShare,minWeight,more,train_seconds,started_at,error',
  );
  expect(one!.split(',')).toHaveLength(12);
  expect(other).toContain(',ok,1,,,,,2,');
});

test('a difference from the control is over common seeds, and tested', () => {
  const [board] = leagues(model);
  const backprop = board!.standings.find(({ rule }) => rule.name === 'backprop')!;
  expect(backprop.difference!.mean).toBeCloseTo(5);
  expect(backprop.accuracy.count).toBe(3);
  const control = board!.standings.find(({ rule }) => rule.name === 'random-features')!;
  expect(control.difference).toBeUndefined();
});

describe('numbers of a report lead to their cells', () => {
  /** A report of a suite with these cells alone. */
  function reportWith(suite: string, ids: readonly string[]): SiteReport {
    const [own] = model.reports as [SiteReport];
    const cells = ids.map((id): SiteCell => {
      const [, , , , rule = 'hebbian-wp', head = 'bp-head'] = id
        .split('/')
        .slice(suite === 'figure4' ? 1 : 0);
      const result = { ...own.cells[0]!.result, cell: { ...own.cells[0]!.result.cell, id, rule, head } };
      return { ...own.cells[0]!, id, result };
    });
    return { ...own, cells, folder: { ...own.folder, suite: { ...own.folder.suite, name: suite } } };
  }

  const figure4 = ['attacks', 'few-shot-all'].map(
    (kind) => `figure4/${kind}/mnist/nonneg/1-layer/hebbian-wp/bp-head`,
  );
  const regime = ['regime/mnist/nonneg/rate-0.005/epochs-10', 'regime/mnist/nonneg/rate-0.0005/epochs-0'];

  test.each<[string, readonly string[], Place, string | undefined]>([
    ['figure4', figure4, { heading: 'PGD', row: 'proposed', column: '0.1' }, figure4[0]],
    [
      'figure4',
      figure4,
      { heading: 'Few-shot, hidden layer on all images without labels', row: 'proposed', column: '1' },
      figure4[1],
    ],
    ['figure4', figure4, { heading: 'PGD', row: 'nearest neighbour', column: '1' }, undefined],
    ['figure4', figure4, { heading: 'Elsewhere', row: 'proposed', column: '1' }, undefined],
    ['regime', regime, { heading: '', row: '10 epochs at η = 0.005', column: 'zero %' }, regime[0]],
    ['regime', regime, { heading: '', row: 'none', column: 'zero %' }, regime[1]],
    ['regime', regime, { heading: 'Provenance', row: regime[0]!, column: '' }, regime[0]],
  ])('%s %#', (suite, ids, place, id) => {
    expect(evidenceOf(reportWith(suite, ids))(place)?.id).toBe(id);
  });

  test('Table 1', () => {
    const [own] = model.reports as [SiteReport];
    const [cell] = own.cells as [SiteCell];
    expect(networkTitle(cell.result.cell)).toBe('BP');
    const find = evidenceOf(own);
    expect(find({ heading: '', row: 'BP', column: 'MNIST 1ᵃ' })).toBe(cell);
    expect(find({ heading: 'Cost', row: cell.id, column: 'seconds' })).toBe(cell);
    expect(find({ heading: '', row: 'BP, MNIST 1ᵃ', column: 'ours' })).toBe(cell);
  });
});

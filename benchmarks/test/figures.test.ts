import type { Cell } from '@hebbench/core';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import type { RulePackage } from '../src/rules/packages.ts';
import { modelHash } from '../src/run/identity.ts';
import type { SuiteResults } from '../src/suite.ts';
import { figure2 } from '../src/suites/figure2/index.ts';
import { figure3 } from '../src/suites/figure3/index.ts';
import { experimentOf } from '../src/suites/figure4/cells.ts';
import { figure4 } from '../src/suites/figure4/index.ts';
import { CHOSEN, OF_PRESETS } from '../src/suites/common/rows/index.ts';
import { regime } from '../src/suites/regime/index.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord } from './example-record.ts';
import { kernels, results, text } from './figure-results.ts';

const SUITES = [figure2, figure3, figure4].map((suite) => ({ name: suite.name, suite }));

describe.each(SUITES)('$name', ({ suite }) => {
  test('has complete cells of its own', () => {
    for (const scale of ['smoke', 'quick', 'paper'] as const) {
      const cells = suite.cells(scale, { rules: [] });
      expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
      for (const cell of cells) {
        expect(cell.id.startsWith(`${suite.name}/`)).toBe(true);
        expect(cell).toMatchObject({ suite: suite.name, scale, nonnegative: true });
      }
    }
  });

  test('looks at the networks of Table 1, so that they are trained once', () => {
    const rule = { directory: import.meta.dirname } as RulePackage;
    const hashes = (cells: readonly Cell[]): string[] =>
      cells.map((cell) => modelHash({ cell, seed: 0 }, rule, 'data'));
    const trained = new Set(hashes(table1.cells('quick', { rules: [] })));
    const own = suite
      .cells('quick', { rules: [] })
      // Another schedule is another network.
      .filter((cell) => cell.budget.headEpochs > 0 && experimentOf(cell) !== 'joint');
    expect(own.length).toBeGreaterThan(0);
    for (const hash of hashes(own)) expect(trained).toContain(hash);
  });

  test('its report is a function of the records, in any order', async () => {
    const given = results(suite);
    const first = await suite.report(given);
    const second = await suite.report({ ...given, records: given.records.toReversed() });
    const named = (files: ReadonlyMap<string, string | Uint8Array>): [string, string][] =>
      [...files]
        .map(([name, content]): [string, string] => [name, Buffer.from(content).toString('base64')])
        .toSorted();
    expect(named(second)).toEqual(named(first));
    expect([...first.keys()]).toEqual(expect.arrayContaining(['summary.md', 'report.html']));
  });

  test('has a report and a text without any record', async () => {
    const empty = { ...results(suite), records: [] };
    expect(await text(suite, empty, 'summary.md')).toContain('No run is stored.');
    expect(suite.terminal(empty, { width: 80, colour: false })).toBeTypeOf('string');
  });

  test('no line of its text is wider than the terminal', () => {
    const lines = suite.terminal(results(suite), { width: 80, colour: false }).split('\n');
    for (const written of lines.filter((each) => !each.includes(': ')))
      expect([...written].length).toBeLessThanOrEqual(80);
  });
});

test('the claims are judged on real images alone', async () => {
  for (const suite of [figure3, figure4]) {
    expect(await text(suite, results(suite, 'embedded'), 'summary.md')).toContain('embedded stand-ins');
    expect(await text(suite, results(suite), 'summary.md')).not.toContain('embedded stand-ins');
  }
});

test('figure2 also draws all networks on one scale', async () => {
  const given = results(figure2);
  const records = given.records.map((each) =>
    each.cell.rule === 'backprop' ? { ...each, details: { kernels: { ...kernels, scale: 0.25 } } } : each,
  );
  const files = await figure2.report({ ...given, records });
  const brightest = (name: string): number =>
    Math.max(...decode(files.get(name) as Uint8Array).data.filter((value) => value !== 128));
  for (const [name, own, together] of [
    ['mnist-backprop-end-to-end', 255, 255],
    ['mnist-hebbian-wp-bp-head', 255, 102],
  ] as const) {
    expect(brightest(`${name}.png`)).toBe(own);
    expect(Math.abs(brightest(`${name}-one-scale.png`) - together)).toBeLessThanOrEqual(1);
  }
});

test('the regimes of several readings are figures and tables of their own, the chosen one first', async () => {
  const cells = regime.cells('paper', { rules: [], seeds: 1 });
  const records = cells.map((cell) => ({
    ...exampleRecord(cell, 0),
    metrics: { accuracy: 95, sparsity: 10, robust: 5 },
  }));
  const files = await regime.report({ scale: 'paper', data: 'real', cells, records });
  expect([...files.keys()].filter((name) => name.endsWith('.svg'))).toEqual([
    'regime.svg',
    'regime-presets.svg',
  ]);
  const summary = String(files.get('summary.md'));
  const headings = [...summary.matchAll(/^## Over hidden training, (.*)$/gm)].map(([, title]) => title);
  expect(headings).toEqual([CHOSEN.title, OF_PRESETS.title]);
  expect(summary).toContain(`Networks with “${CHOSEN.title}” have equation (6) as verdicts are made with it`);
  expect(String(files.get('regime.csv'))).toMatch(/^inputs-x,0\.0005,0,1,[^]*^currents,0\.005,50,1,/m);
});

test('the regimes of the proposed rule are in order of training, from none on', async () => {
  const cells = regime.cells('quick', { rules: [] });
  const records = cells.map((cell, i) => ({
    ...exampleRecord(cell, 0),
    metrics: { accuracy: 95 - i, sparsity: 10 * i, robust: 5 * i },
  }));
  const given: SuiteResults = { scale: 'quick', data: 'real', cells, records };
  const files = await regime.report(given);
  expect(String(files.get('regime.csv')).split('\n')[1]).toBe('currents,0.0005,0,1,0.00,95.00,0.00');
  expect(String(files.get('summary.md'))).toContain('| none | 0.00 | 95.00 | 0.00 |');
  expect(files.has('regime.svg')).toBe(true);
  expect((await regime.report({ ...given, records: [] })).has('regime.svg')).toBe(false);
});

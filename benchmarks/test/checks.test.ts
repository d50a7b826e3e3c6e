import type { Cell, RunRecord } from '@hebbench/core';
import fc from 'fast-check';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { drawCells } from '../src/checks/draw.ts';
import { claims, verdicts } from '../src/checks/verdict.ts';
import { provenanceSections, provenanceText } from '../src/suites/common/provenance.ts';
import { table1 } from '../src/suites/table1/index.ts';
import type { SuiteResults } from '../src/suite.ts';
import { openCommandLine, SHORT, type CommandLine } from './command-line.ts';
import { exampleRecord, failedRecord } from './example-record.ts';

const all = table1.cells('paper', { rules: [] });

describe('a draw', () => {
  const someCells = fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, selector: ({ id }) => id });
  const count = fc.integer({ min: 1, max: 60 });
  const draw = fc.nat({ max: 10_000 });

  test('takes as many cells as were asked for, each once, with a seed that no report has', () => {
    fc.assert(
      fc.property(someCells, count, draw, (cells, wanted, number) => {
        const drawn = drawCells(cells, wanted, number);
        expect(drawn).toHaveLength(Math.min(wanted, cells.length));
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
        for (const { seeds, ...cell } of drawn) {
          expect(cells.map(({ seeds: _seeds, ...own }) => own)).toContainEqual(cell);
          expect(seeds).toEqual([1_000_000 + number]);
        }
      }),
    );
  });

  test('does not depend on the order of the cells, and larger ones begin with smaller ones', () => {
    fc.assert(
      fc.property(someCells, count, draw, (cells, wanted, number) => {
        const drawn = drawCells(cells, wanted, number);
        expect(drawCells(cells.toReversed(), wanted, number)).toEqual(drawn);
        expect(drawCells(cells, wanted + 1, number).slice(0, drawn.length)).toEqual(drawn);
      }),
    );
  });

  test('of one in five cells takes each about as often as the others', () => {
    const cells = all.slice(0, 5);
    const drawn = Array.from({ length: 500 }, (_, number) => drawCells(cells, 1, number)[0]!.id);
    for (const { id } of cells) {
      const share = drawn.filter((each) => each === id).length / drawn.length;
      expect(share).toBeGreaterThan(0.12);
      expect(share).toBeLessThan(0.28);
    }
  });
});

describe('a check', () => {
  const cell = { ...all[0]!, seeds: [0, 1, 2] };
  // Mean 90, standard deviation 1: with t = 4.3027 at two degrees of freedom, 90 ± 4.3027 √(4/3) = 85.03 … 94.97.
  const records = [89, 90, 91].map((accuracy, seed) => exampleRecord(cell, seed, accuracy));
  const check = (accuracy: number, of: Cell = cell): RunRecord => exampleRecord(of, 1_000_000, accuracy);
  const results = (more: Partial<SuiteResults>): SuiteResults => ({
    scale: 'paper',
    data: 'real',
    cells: [cell],
    records,
    ...more,
  });

  test.each([
    { accuracy: 90, inside: true },
    { accuracy: 85.04, inside: true },
    { accuracy: 85.02, inside: false },
    { accuracy: 94.96, inside: true },
    { accuracy: 94.98, inside: false },
  ])('of $accuracy % is inside the range of three seeds: $inside', ({ accuracy, inside }) => {
    expect(verdicts(results({ checks: [check(accuracy)] }))).toMatchObject([
      { seed: 1_000_000, accuracy, inside },
    ]);
  });

  test.each([
    { what: 'two seeds', more: { records: records.slice(1) } },
    { what: 'outdated runs', more: { outdated: records.slice(1) } },
    { what: 'a failed run and two seeds', more: { records: [failedRecord(cell), ...records.slice(1)] } },
  ])('is not made of a cell with $what', ({ more }) => {
    expect(claims(results(more))).toEqual([]);
    expect(verdicts(results({ checks: [check(90)], ...more }))).toEqual([]);
  });

  test('that failed, or of a cell without a claim, gives no verdict', () => {
    const failed = { ...failedRecord(cell), seed: 1_000_000 };
    expect(verdicts(results({ checks: [failed, check(90, all[1]!)] }))).toEqual([]);
  });

  test('is in the report, in Markdown and on the page; without checks there is no section', () => {
    const checked = results({ checks: [check(90), exampleRecord(cell, 1_000_001, 80)] });
    for (const text of [provenanceText([], checked), JSON.stringify(provenanceSections([], checked))]) {
      expect(text).toContain('1 of 2 checks fall where the report says.');
      expect(text).toContain('85.03 … 94.97');
    }
    expect(provenanceText([], results({}))).not.toContain('Checks');
  });
});

describe('`pnpm bench check`', () => {
  vi.setConfig({ testTimeout: 300_000 });
  let cli: CommandLine;
  beforeEach(() => {
    cli = openCommandLine();
  });
  afterEach(() => cli.close());
  const argv = (...more: string[]): string[] => ['check', '--of', cli.out, ...cli.run('table1', ...more)];
  const CELL = SHORT.replace('*', 'nonneg');

  test('trains drawn cells apart from the report, tells where they fall, and repeats nothing', async () => {
    const first = await cli.bench(cli.run(CELL, '--workers', '1', '--seeds', '3'));
    expect(first.status, `${first.stderr}`).toBe(0);
    const before = cli.records();
    expect((await cli.here(argv('--dry-run'))).stdout).toContain('Drawn from 1 cell');

    const checked = await cli.bench(argv('--workers', '1', '--cells', '1'));
    expect(checked.status, `${checked.stderr}`).toBe(0);
    expect(checked.stdout).toMatch(/1000000 .*(yes|no)/);
    expect(cli.records()).toEqual(before);
    const summary = join(cli.folder, 'summary.md');
    const written = readFileSync(summary, 'utf8');
    expect(written).toContain('## Checks');

    rmSync(summary);
    expect((await cli.here(['report', '--out', cli.out])).status).toBe(0);
    expect(readFileSync(summary, 'utf8')).toBe(written);
    expect((await cli.here(argv('--cells', '1'))).status).toBe(0);
    expect((await cli.here(argv('--cells', '1', '--dry-run'))).stdout).toContain('finished');
  });

  test.each([
    { flags: ['--draw', '-1'], code: 'USAGE', got: '-1' },
    { flags: ['--draw', '1.5'], code: 'USAGE', got: '1.5' },
    { flags: ['--cells', '0'], code: 'USAGE', got: '0' },
    { flags: [], code: 'DATA_MISSING', got: 'three seeds' },
  ])('refuses $flags: $code', async ({ flags, code, got }) => {
    await expect(cli.here(argv(...flags))).rejects.toMatchObject({
      code,
      got: expect.stringContaining(got) as string,
    });
  });

  test('refuses cells of two suites', async () => {
    const two = ['check', ...cli.run('table1,figure2')];
    await expect(cli.here(two)).rejects.toMatchObject({ code: 'USAGE' });
  });
});

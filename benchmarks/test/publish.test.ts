import type { Cell, RunRecord } from '@hebbench/core';
import { findDefinition } from '@hebbench/datasets';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setOf } from '../src/run/set-of.ts';
import { objections } from '../src/publish/objections.ts';
import { copyPublication, selectPublication, type Publication } from '../src/publish/publish.ts';
import { differingFiles, rebuildReports } from '../src/publish/rebuild.ts';
import { publishSpeed } from '../src/publish/speed.ts';
import { checkOut, REPORTS } from '../src/results/folders.ts';
import { discoverRules } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { architectureOf, hyperparametersOf } from '../src/run/hyperparameters.ts';
import { runHash } from '../src/run/identity.ts';
import { numbersVersions } from '../src/run/package-versions.ts';
import { openRunStore } from '../src/store/run-store.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { openCommandLine } from './command-line.ts';
import { exampleRecord, failedRecord } from './example-record.ts';

const { rules } = await discoverRules(findRulePackages());
const COMMIT = '0123456789'.repeat(4);
const digest = findDefinition('mnist').digest!;
const cell = table1.cells('smoke', { rules: [] }).find(({ dataset }) => dataset === 'mnist')!;
const { rule, from } = rules.get(cell.rule)!;

/** A finished run of today's code that everybody can have. */
function publishable(seed = 0, of: Cell = cell): RunRecord {
  const hyperparameters = hyperparametersOf(of, rule!, architectureOf(of, setOf(of)));
  const record = exampleRecord(of, seed);
  return {
    ...record,
    hash: runHash(
      { cell: of, seed },
      { hyperparameters, versions: numbersVersions(from), dataDigest: digest },
    ),
    provenance: {
      ...record.provenance,
      data: { origin: 'real', digest },
      code: { commit: COMMIT, clean: true, packages: {} },
    },
  };
}

const RECORD = publishable();
const { code: _code, ...withoutCode } = RECORD.provenance;
const withProvenance = (changes: Partial<RunRecord['provenance']>): RunRecord => ({
  ...RECORD,
  provenance: { ...RECORD.provenance, ...changes },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-publish-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('an objection', () => {
  const reasons = (records: readonly RunRecord[], seeds: readonly number[] = [0]): string[] => {
    const cells = [{ ...cell, seeds }];
    const today = { cells, rules, suite: table1, byCode: true };
    return objections({ cells, records, today, isInHistory: (commit) => commit === COMMIT }).map(
      ({ reason }) => reason,
    );
  };

  test('is not made to a finished run of committed code, whatever the code is now', () => {
    expect(reasons([RECORD])).toEqual([]);
    expect(reasons([RECORD, publishable(1), publishable(7)], [0, 1])).toEqual([]);
  });

  test('is not made to a network that diverged: that is a result', () => {
    const { provenance } = RECORD;
    const failed = { ...failedRecord(cell), hash: RECORD.hash, provenance };
    const diverged = { ...failed, error: { code: 'DIVERGED', message: 'It has diverged.' } };
    expect(reasons([failed])).toEqual(['seed 0 failed: It broke.']);
    expect(reasons([diverged])).toEqual([]);
    const dirty = { ...provenance, code: { commit: COMMIT, clean: false, packages: {} } };
    expect(reasons([{ ...diverged, provenance: dirty }])[0]).toContain('not committed');
  });

  test.each<{ to: string; records: RunRecord[]; says: string }>([
    { to: 'a cell that did not run', records: [], says: 'no record of seed 0' },
    { to: 'a cell that failed', records: [{ ...failedRecord(cell) }], says: 'seed 0 failed: It broke.' },
    {
      to: 'a cell that failed for a reason of several lines',
      records: [
        {
          ...failedRecord(cell),
          error: {
            code: 'RULE_FAULT',
            message: 'It broke. [RULE_FAULT]\n  got:      two rows\n  expected: three\n  fix:      it',
          },
        },
      ],
      says: 'seed 0 failed: It broke. [RULE_FAULT] got: two rows',
    },
    {
      to: 'embedded images',
      records: [withProvenance({ data: { origin: 'embedded', digest } })],
      says: 'not the publisher’s images (embedded',
    },
    {
      to: 'own images',
      records: [withProvenance({ data: { origin: 'own', digest: 'f'.repeat(64) } })],
      says: 'not the publisher’s images (own, digest ffff',
    },
    {
      to: 'images that call themselves the publisher’s',
      records: [withProvenance({ data: { origin: 'real', digest: 'f'.repeat(64) } })],
      says: 'not the publisher’s images',
    },
    {
      to: 'a run from before code was kept',
      records: [{ ...RECORD, provenance: withoutCode }],
      says: 'no commit',
    },
    {
      to: 'a run outside of a repository',
      records: [withProvenance({ code: { commit: null, clean: false, packages: {} } })],
      says: 'no commit',
    },
    {
      to: 'a run with uncommitted changes',
      records: [withProvenance({ code: { commit: COMMIT, clean: false, packages: {} } })],
      says: 'not committed',
    },
    {
      to: 'a run of a commit that is nowhere',
      records: [withProvenance({ code: { commit: 'f'.repeat(40), clean: true, packages: {} } })],
      says: 'not in the history',
    },
    {
      to: 'numbers that the code no longer gives',
      records: [{ ...RECORD, hash: '0'.repeat(32) }],
      says: 'give other numbers',
    },
  ])('is made to $to', ({ records, says }) => {
    const found = reasons(records);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(says);
  });

  test('names all seeds that are missing', () => {
    expect(reasons([publishable(1)], [0, 1, 2, 3])).toEqual(['not complete: no record of seeds 0, 2, 3']);
  });

  test('is made to a rule from elsewhere', () => {
    const cells = [cell];
    const today = { cells, rules: new Map(), suite: table1, byCode: false };
    expect(objections({ cells, records: [RECORD], today, isInHistory: () => true })).toMatchObject([
      { reason: expect.stringContaining('no package of this repository') as string },
    ]);
  });
});

describe('publishing', () => {
  const select = (names?: (id: string) => boolean): Publication[] =>
    selectPublication({
      from: join(folder, 'runs'),
      suites: [{ ...table1, cells: () => [cell] }],
      rules,
      wants: ({ data }) => data === 'real',
      names: names && ((_, { id }) => names(id)),
      isInHistory: () => true,
      warn: (message) => expect.fail(message),
    });
  const store = (root: string, data = 'real'): ReturnType<typeof openRunStore> =>
    openRunStore(join(folder, root, 'table1', `smoke-${data}`), table1.metrics);
  const warn = (message: string): void => expect.fail(message);

  test('copies records byte by byte, rebuilds the report, and does so once', async () => {
    store('runs').write(RECORD);
    store('runs', 'embedded').write(withProvenance({ data: { origin: 'embedded', digest } }));
    const to = join(folder, 'reports');
    expect(copyPublication(select(), to)).toBe(1);
    const [name] = readdirSync(join(folder, 'runs', 'table1', 'smoke-real', 'records'));
    const path = join('table1', 'smoke-real', 'records', name!);
    expect(readFileSync(join(to, path))).toEqual(readFileSync(join(folder, 'runs', path)));
    expect(readdirSync(join(to, 'table1'))).toEqual(['smoke-real']);

    expect(await rebuildReports(to, { rules, warn })).toBe(1);
    expect(existsSync(join(to, 'table1', 'smoke-real', 'summary.md'))).toBe(true);
    expect(await differingFiles(to, { rules, warn })).toEqual([]);
    expect(copyPublication(select(), to)).toBe(0);

    writeFileSync(join(to, 'table1', 'smoke-real', 'summary.md'), 'by hand');
    rmSync(join(to, 'table1', 'smoke-real', 'table1.csv'));
    expect(await differingFiles(to, { rules, warn })).toEqual([
      join('table1', 'smoke-real', 'summary.md'),
      join('table1', 'smoke-real', 'table1.csv'),
    ]);
  });

  test('with an objection to any changes nothing, and says each reason', () => {
    store('runs').write({ ...RECORD, hash: '0'.repeat(32) });
    const to = join(folder, 'reports');
    expect(() => copyPublication(select(), to)).toThrow(
      new RegExp(`NOT_PUBLISHABLE[^]*${cell.id}: seed 0: today’s code and settings give other numbers`),
    );
    expect(existsSync(to)).toBe(false);
  });

  test('asks for all cells that are named, and else for those that ran', () => {
    expect(select()).toEqual([]);
    store('runs').write(publishable(5));
    expect(select()[0]!.objections).toMatchObject([{ reason: 'not complete: no record of seed 0' }]);
    expect(select(() => false)).toEqual([]);
  });
});

describe('measurements of speed', () => {
  const results = JSON.parse(readFileSync(join(REPORTS, 'speed', 'results.json'), 'utf8')) as object;
  const write = (code: unknown): void => {
    openRunStore(join(folder, 'runs', 'speed')).write(RECORD);
    writeInto('.', code);
  };
  const writeInto = (machine: string, code: unknown): void => {
    const own = join(folder, 'runs', 'speed', machine);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'results.json'), JSON.stringify({ ...results, code }));
  };
  const publish = (asked = true): number =>
    publishSpeed(join(folder, 'runs'), join(folder, 'reports'), {
      isInHistory: (of) => of === COMMIT,
      asked,
    });

  test('of committed code are taken over once', () => {
    write({ commit: COMMIT, clean: true });
    expect([publish(), publish()]).toEqual([1, 0]);
  });

  test('of several machines are taken over together, or not at all', () => {
    const code = { commit: COMMIT, clean: true };
    writeInto('another', code);
    expect(publish()).toBe(1);
    expect(existsSync(join(folder, 'reports', 'speed', 'another', 'results.json'))).toBe(true);
    write(code);
    writeInto('third', { ...code, clean: false });
    expect(() => publish()).toThrow(/third.results\.json: measured with changes/);
    expect(existsSync(join(folder, 'reports', 'speed', 'results.json'))).toBe(false);
  });

  test.each([
    { code: undefined, says: 'no commit' },
    { code: { commit: null, clean: false }, says: 'no commit' },
    { code: { commit: COMMIT, clean: false }, says: 'not committed' },
    { code: { commit: 'f'.repeat(40), clean: true }, says: 'not in the history' },
    { code: 7, says: 'no measurements' },
  ])('of $code are refused', ({ code, says }) => {
    write(code);
    expect(() => publish()).toThrow(new RegExp(`NOT_PUBLISHABLE[^]*${says}`));
  });

  test('that were asked for must be there', () => {
    expect(() => publish(true)).toThrow(/NOT_PUBLISHABLE/);
    expect(publish(false)).toBe(0);
  });
});

test.each([REPORTS, `${REPORTS}/`, join(REPORTS, 'table1'), join(REPORTS, '..', 'reports', 'x')])(
  'no command writes into %s',
  (out) => {
    expect(() => checkOut(out)).toThrow(/USAGE[^]*pnpm bench publish/);
  },
);

test.each(['runs', `${REPORTS}-2`, join(REPORTS, '..', 'mine')])('commands write into %s', (out) => {
  expect(() => checkOut(out)).not.toThrow();
});

describe('the command line', () => {
  const cli = openCommandLine();
  afterAll(() => cli.close());
  test.each([['run'], ['report'], ['check']])(
    '%s refuses the folder of published reports',
    async (command) => {
      await expect(cli.here([command, '--out', REPORTS])).rejects.toMatchObject({ code: 'USAGE' });
    },
  );

  test('shows published tables', async () => {
    const { stdout } = await cli.here(['show', 'table1', '--scale', 'quick']);
    expect(stdout).toContain('Table 1: test accuracy in percent, scale quick, real data');
    expect(stdout).toContain('Published in');
  });

  test.each([
    { argv: ['show', 'tabel1'], code: 'UNKNOWN_NAME', says: 'table1' },
    { argv: ['show', 'table1', '--scale', 'smoke'], code: 'DATA_MISSING', says: 'of table1 at scale smoke' },
    { argv: ['publish', '--filter', 'tabel1'], code: 'UNKNOWN_NAME', says: 'table1' },
    { argv: ['publish', '--filter', 'table1'], code: 'NOT_PUBLISHABLE', says: 'no run' },
    { argv: ['publish', '--filter', 'speed'], code: 'NOT_PUBLISHABLE', says: 'results.json' },
  ])('$argv is refused: $code', async ({ argv, code, says }) => {
    const out = argv[0] === 'publish' ? ['--out', cli.out] : [];
    await expect(cli.here([...argv, ...out])).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says) as string,
    });
  });
});

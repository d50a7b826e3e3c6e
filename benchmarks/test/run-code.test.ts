import type { Cell, RunRecord } from '@hebbench/core';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setOf } from '../src/run/set-of.ts';
import { outdatedRuns } from '../src/results/outdated.ts';
import { discoverRules } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { codeDigest } from '../src/run/code-digest.ts';
import { dataKey } from '../src/run/data-key.ts';
import { checkSameData } from '../src/run/data.ts';
import type { Job } from '../src/run/job.ts';
import { moduleClosure } from '../src/run/module-closure.ts';
import { planSuite, type SuitePlan } from '../src/run/plan.ts';
import { repositoryState } from '../src/run/repository.ts';
import { checkSameCode, codeOf } from '../src/run/run-code.ts';
import { selectCells } from '../src/run/select.ts';
import { openRunStore } from '../src/store/run-store.ts';
import { SUITES } from '../src/suites/index.ts';
import { exampleRecord } from './example-record.ts';

const { rules } = await discoverRules(findRulePackages());
const installed = [...rules.keys()];
const DIGEST = 'feedbeef'.repeat(8);
const SET = {
  ...setOf({ dataset: 'mnist' }),
  origin: 'embedded',
  digest: DIGEST,
  images: { train: 60, test: 10, fit: 50 },
} as const;

let folder = join(tmpdir(), 'hebbench-code-none');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-code-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function plan(filter: string): SuitePlan {
  const [selection] = selectCells(SUITES, filter, 'smoke', { rules: [], installed });
  return planSuite(selection!, {
    out: folder,
    data: { choice: 'embedded', key: 'embedded', sets: new Map([['mnist', SET]]) },
    engine: 'auto',
    rules,
    force: false,
  });
}

/** The record of a planned run, as it is stored when the run is done. */
function recordOf({ cell, seed, hash, code, dataSet }: Job): RunRecord {
  const record = exampleRecord(cell, seed);
  return {
    ...record,
    hash,
    provenance: { ...record.provenance, code, data: { origin: dataSet.origin, digest: dataSet.digest } },
  };
}

const CELL = 'table1/mnist/free/1-layer/hebbian-wp/bp-head';

describe('a finished run', () => {
  const [job] = plan(CELL).jobs;
  const done = recordOf(job!);
  const withCode = (packages: Record<string, string>): RunRecord => ({
    ...done,
    provenance: { ...done.provenance, code: { commit: null, clean: true, packages } },
  });
  const { code: _code, ...withoutCode } = done.provenance;

  test.each<{ name: string; stored: RunRecord; left: number }>([
    { name: 'with today’s code is not repeated', stored: done, left: 0 },
    ...Object.keys(job!.code.packages).map((name) => ({
      name: `with other code of ${name} is another run`,
      stored: withCode({ ...job!.code.packages, [name]: '0'.repeat(64) }),
      left: 1,
    })),
    {
      name: 'from before its code was kept is another run',
      stored: { ...done, provenance: withoutCode },
      left: 1,
    },
    {
      name: 'of another cell under the same hash is another run',
      stored: { ...done, cell: { ...done.cell, hidden: [7] } },
      left: 1,
    },
  ])('$name', ({ stored, left }) => {
    const { store } = plan(CELL);
    store.write(stored);
    expect(plan(CELL).jobs).toHaveLength(left);
    const today = { cells: [job!.cell], rules, suite: SUITES[0]! };
    const other = left > 0 && stored.cell === done.cell;
    expect(outdatedRuns([stored], { ...today, byCode: true })).toHaveLength(other ? 1 : 0);
    // Published work is held to the numbers of its packages.
    expect(outdatedRuns([stored], { ...today, byCode: false })).toHaveLength(0);
  });

  test('that is damaged is told of and done again', () => {
    const { store } = plan(CELL);
    store.write({ ...done, metrics: { ...done.metrics, accuracy: 200 } });
    expect(plan(CELL).jobs).toHaveLength(1);
  });
});

describe('the code of a run', () => {
  const firstCells: [string, Cell][] = SUITES.map((suite) => [
    suite.name,
    suite.cells('smoke', { rules: [], installed })[0]!,
  ]);

  test.each(firstCells)(
    'of suite %s is that of its rule, of what trains it and of what scores it',
    (_, cell) => {
      const suite = SUITES.find(({ name }) => name === cell.suite)!;
      const { from } = rules.get(cell.rule)!;
      const packages = codeOf({ cell, set: setOf(cell), suite, rules: [from] });
      const shared = [
        'core',
        'nn',
        'engine',
        'datasets',
        'benchmarks',
        ...(suite.packages?.(cell, setOf(cell)) ?? []),
      ];
      expect(Object.keys(packages).toSorted()).toEqual(
        [...shared.map((name) => `@hebbench/${name}`), from.name].toSorted(),
      );
      const modules = suite.scoring.flatMap(moduleClosure);
      // What only shows results is not among it: a word in a report would else repeat all runs.
      for (const name of modules) expect(name).not.toMatch(/\/(report|terminal|csv|summary)\.ts$/);
    },
  );

  test('includes the rules of networks that its scoring needs', () => {
    const [job] = plan('figure4/attacks/mnist/nonneg/1-layer/hebbian-wp/bp-head').jobs;
    expect(Object.keys(job!.code.packages)).toContain('@hebbench/rule-backprop');
  });

  test.each([
    { edit: 'a file', change: () => writeFileSync(join(folder, 'step.ts'), 'export const rate = 0.02;\n') },
    { edit: 'a new file', change: () => writeFileSync(join(folder, 'more.ts'), '') },
    { edit: 'a file that is gone', change: () => rmSync(join(folder, 'step.ts')) },
    { edit: 'its manifest', change: () => writeFileSync(join(folder, 'package.json'), '{ }') },
  ])('sees $edit', ({ change }) => {
    // A digest is computed once a process, as code is loaded once: the same content in another folder stands for it.
    const fill = (): void => {
      writeFileSync(join(folder, 'step.ts'), 'export const rate = 1;\n');
      writeFileSync(join(folder, 'package.json'), '{}');
    };
    fill();
    const before = codeDigest(folder);
    expect(codeDigest(`${folder}/.`)).toBe(before);
    change();
    expect(codeDigest(`${folder}/./.`)).not.toBe(before);
  });

  test('that has changed since a run was planned fails the run, with the name of the package', () => {
    expect(() => checkSameCode({ a: '1', b: '2' }, { a: '1', b: '2' })).not.toThrow();
    expect(() => checkSameCode({ a: '1', b: '2' }, { a: '1', b: '3' })).toThrow(
      /other code of b[^]*CODE_CHANGED|CODE_CHANGED[^]*other code of b/,
    );
  });
});

test('a module’s closure is what it imports by relative paths, types left out, and circles end', () => {
  mkdirSync(join(folder, 'sub'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const entry = file(
    'entry.ts',
    "import type { T } from './types.ts';\nimport {\n  a,\n  type B,\n} from './sub/a.ts';\nimport fs from 'node:fs';\nexport { c } from './c.ts';\n",
  );
  const a = file('sub/a.ts', "import { c } from '../c.ts';\n");
  const c = file('c.ts', "import { x } from './entry.ts';\n");
  expect(moduleClosure(entry)).toEqual([entry, a, c].toSorted());
});

describe('the repository', () => {
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  };

  test('is clean, or not: published reports do not count', () => {
    expect(repositoryState(folder)).toEqual({ commit: null, clean: false });
    git('init');
    writeFileSync(join(folder, 'code.ts'), '1');
    expect(repositoryState(folder)).toEqual({ commit: null, clean: false });
    git('add', '.');
    git('commit', '-m', 'one');
    const { commit, clean } = repositoryState(folder);
    expect({ commit, clean }).toEqual({
      commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      clean: true,
    });
    mkdirSync(join(folder, 'reports'));
    writeFileSync(join(folder, 'reports', 'table.csv'), '1');
    expect(repositoryState(folder)).toEqual({ commit, clean: true });
    writeFileSync(join(folder, 'new.ts'), '1');
    expect(repositoryState(folder)).toEqual({ commit, clean: false });
  });
});

describe('images', () => {
  const set = (name: string, origin: 'real' | 'own' | 'embedded', digest = DIGEST) => ({
    name,
    origin,
    digest,
  });

  test.each([
    { sets: [set('a', 'real'), set('b', 'real')], key: /^real$/ },
    { sets: [set('a', 'embedded'), set('b', 'embedded')], key: /^embedded$/ },
    { sets: [set('a', 'own'), set('b', 'real')], key: /^own-[0-9a-f]{8}$/ },
  ])('of $sets.0.origin and $sets.1.origin sets have a folder of their own: $key', ({ sets, key }) => {
    expect(dataKey(sets)).toMatch(key);
    expect(dataKey(sets.toReversed())).toBe(dataKey(sets));
  });

  test('of other digests, or under other names, have other folders', () => {
    const keys = [
      dataKey([set('a', 'own')]),
      dataKey([set('b', 'own')]),
      dataKey([set('a', 'own', '0'.repeat(64))]),
      dataKey([set('a', 'own'), set('b', 'own')]),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(dataKey([set('a', 'own'), set('b', 'real')])).toBe(dataKey([set('a', 'own')]));
  });

  test('that have changed since a run was planned fail the run', () => {
    expect(() => checkSameData('MNIST', DIGEST, DIGEST)).not.toThrow();
    expect(() => checkSameData('MNIST', DIGEST, '0'.repeat(64))).toThrow(/DATA_CORRUPT/);
  });
});

test('records of earlier releases, without code and libraries, are read', () => {
  const store = openRunStore(folder, SUITES[0]!.metrics);
  store.write(exampleRecord());
  expect(store.read(exampleRecord(), () => expect.fail())?.provenance.code).toBeUndefined();
});

import { HebbenchError, type Cell } from '@hebbench/core';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkFlags } from '../src/cli/check-flags.ts';
import { parseChoice, parseCount, parseList, parseSeeds } from '../src/cli/options.ts';
import { shareCores } from '../src/cli/share-cores.ts';
import { runArgs } from '../src/cli/flags/run.ts';
import { formatDuration } from '../src/progress/duration.ts';
import { canonicalJson, runHash } from '../src/run/identity.ts';
import { numbersVersion } from '@hebbench/hebbench/packages';
import { findRulePackages } from '../src/rules/packages.ts';
import { isCurvePoint } from '../src/run/curve.ts';
import { numbersVersions, packageVersions } from '../src/run/package-versions.ts';
import { selectCells } from '../src/run/select.ts';
import { decimals, fixed, signed } from '../src/suites/common/format.ts';
import { SUITES } from '../src/suites/index.ts';
import { runName } from '../src/store/run-store.ts';

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error instanceof HebbenchError ? error.code : String(error);
  }
}

const CELL: Cell = SUITES[0]!.cells('smoke', { rules: [] })[0]!;
const CHANGESETS = fileURLToPath(new URL('../../.changeset', import.meta.url));
const VERSIONS = { '@hebbench/core': '1.2' };

describe('the identity of a run', () => {
  const hash = (cell: Cell, seed = 0, versions = VERSIONS, dataDigest = 'd', hyperparameters = {}): string =>
    runHash({ cell, seed }, { hyperparameters, versions, dataDigest });

  test('does not depend on the order of keys or the other seeds', () => {
    const reversed = Object.fromEntries(Object.entries(CELL).toReversed()) as unknown as Cell;
    expect(hash(reversed)).toBe(hash(CELL));
    expect(hash({ ...CELL, seeds: [0, 1, 2] })).toBe(hash(CELL));
  });

  test.each([
    { name: 'budget', other: () => hash({ ...CELL, budget: { hiddenEpochs: 9, headEpochs: 9 } }) },
    { name: 'own hyperparameters', other: () => hash({ ...CELL, hyperparameters: { head: 'x' } }) },
    { name: 'preset', other: () => hash(CELL, 0, VERSIONS, 'd', { learningRate: 1 }) },
    { name: 'seed', other: () => hash(CELL, 1) },
    { name: 'version of the numbers', other: () => hash(CELL, 0, { '@hebbench/core': '1.3' }) },
    { name: 'data', other: () => hash(CELL, 0, VERSIONS, 'e') },
  ])('depends on the $name', ({ other }) => {
    expect(other()).not.toBe(hash(CELL));
  });

  test.each([
    { manifest: { version: '1.2.3' }, numbers: '1.2' },
    { manifest: { version: '1.2.9' }, numbers: '1.2' },
    { manifest: { version: '1.3.0' }, numbers: '1.3' },
    { manifest: { version: '1.3.0', hebbench: { numbers: '1.2' } }, numbers: '1.2' },
    { manifest: {}, numbers: '0.0' },
  ])('the numbers of $manifest are those of $numbers', ({ manifest, numbers }) => {
    expect(numbersVersion(manifest)).toBe(numbers);
  });

  test.each([0.1, '1', '0.1.0', ''])('numbers of %j are refused', (numbers) => {
    expect(() => numbersVersion({ hebbench: { numbers } })).toThrow(/got: +.*hebbench\.numbers/);
  });

  test('packages say since which release their numbers are the same: none after its own, or the next that is announced', () => {
    const announced = readdirSync(CHANGESETS)
      .filter((name) => name.endsWith('.md'))
      .map((name) => readFileSync(join(CHANGESETS, name), 'utf8'))
      .join('\n');
    const latest = (name: string, release: string): string => {
      const [major, minor] = release.split('.').map(Number) as [number, number];
      return announced.includes(`'${name}': minor`) ? `${major}.${minor + 1}.0` : release;
    };
    const wrong = findRulePackages().flatMap((from) => {
      const [releases, numbers] = [packageVersions, numbersVersions].map((of) =>
        of(from, ['attacks', 'analysis']),
      );
      return Object.entries(releases!).filter(([name, release]) => {
        const since = numbers![name] ?? '';
        return (
          !/^\d+\.\d+$/.test(since) || since.localeCompare(latest(name, release), 'en', { numeric: true }) > 0
        );
      });
    });
    expect(wrong).toEqual([]);
  });

  test('canonical JSON is the same for equal values and reads back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('names are files that tell cells apart', () => {
    for (const suite of SUITES) {
      const names = suite.cells('quick', { rules: [] }).map((cell) => runName({ cell, seed: 0 }));
      expect(new Set(names).size).toBe(names.length);
      expect(names.every((name) => /^[a-z0-9.+-]+$/.test(name))).toBe(true);
    }
  });
});

describe('the filter', () => {
  const idsOf = (filter: string | undefined): string[] =>
    selectCells(SUITES, filter, 'smoke', { rules: [] }).flatMap(({ selected }) =>
      selected.map(({ id }) => id),
    );

  test.each([
    {
      filter: undefined,
      count: SUITES.reduce((sum, suite) => sum + suite.cells('smoke', { rules: [] }).length, 0),
    },
    {
      filter: 'paper',
      count: SUITES.filter(({ paper }) => paper).reduce(
        (sum, suite) => sum + suite.cells('smoke', { rules: [] }).length,
        0,
      ),
    },
    { filter: 'table1', count: 32 },
    { filter: 'table1/cifar-10/**', count: 8 },
    { filter: 'table1/*/nonneg/10-layer/**', count: 4 },
    {
      filter: 'table1/mnist/free/1-layer/hebbian-wp/bp-head, table1/mnist/free/1-layer/hebbian-wp/wp-head',
      count: 2,
    },
    { filter: 'table1/cifar-10', count: 8 },
    { filter: 'table1/', count: 32 },
    { filter: 'table1/*/nonneg/10-layer', count: 4 },
    { filter: 'table1/cifar-10,table1/mnist/free/1-layer/hebbian-wp', count: 10 },
  ])('$filter selects $count cells', ({ filter, count }) => {
    expect(idsOf(filter)).toHaveLength(count);
  });

  test('a cell is taken for itself, not for those whose ids it starts', () => {
    const installed = ['krotov-hopfield'];
    const [rules] = selectCells(SUITES, 'rules/mnist/free/krotov-hopfield', 'smoke', {
      rules: [],
      installed,
    });
    expect(rules!.cells.some(({ id }) => id.startsWith('rules/mnist/free/krotov-hopfield/'))).toBe(true);
    expect(rules!.selected.map(({ id }) => id)).toEqual(['rules/mnist/free/krotov-hopfield']);
  });

  test.each([
    { filter: 'table1,tabel1', part: 'tabel1', nearest: 'table1' },
    { filter: 'tabel1/', part: 'tabel1/', nearest: 'table1' },
    { filter: 'table1/mnst/free', part: 'table1/mnst/free', nearest: 'table1/mnist/free' },
    { filter: 'table1/mnst/*/1-layer', part: 'table1/mnst/*/1-layer', nearest: 'table1/mnist/*/1-layer' },
  ])('of $filter, $part is refused with the nearest names', ({ filter, part, nearest }) => {
    expect(() => idsOf(filter)).toThrow(`The filter "${part}" matches no suite`);
    expect(() => idsOf(filter)).toThrow(`did you mean "${nearest}"`);
  });

  test.each([
    { filter: 'regime', rule: 'softhebb' },
    { filter: 'tuning,regime', rule: 'feedback-alignment' },
  ])('$filter is refused for the rule $rule, which it does not run', ({ filter, rule }) => {
    expect(() => selectCells(SUITES, filter, 'smoke', { rules: [rule] })).toThrow(`--rule ${rule}`);
  });

  test('a suite that does not run a rule is left out beside one that does', () => {
    const selections = selectCells(SUITES, 'regime,table1', 'smoke', { rules: ['softhebb'] });
    expect(selections.map(({ suite }) => suite.name)).toEqual(['table1']);
  });

  test('the questions of a rule can be asked for', () => {
    const [tuning] = selectCells(SUITES, 'tuning', 'smoke', { rules: ['backprop'] });
    expect(new Set(tuning!.selected.map(({ rule }) => rule))).toEqual(new Set(['backprop']));
  });
});

describe('flags', () => {
  test.each([
    { argv: ['--scale', 'quick', '--force'], code: undefined },
    { argv: ['--scale=quick'], code: undefined },
    { argv: ['--sclae', 'quick'], code: 'USAGE' },
    { argv: ['-x'], code: 'USAGE' },
    { argv: ['--scale'], code: 'USAGE' },
    { argv: ['--scale', '--force'], code: 'USAGE' },
    { argv: ['--scale='], code: 'USAGE' },
    { argv: ['--scale', ' '], code: 'USAGE' },
    { argv: ['stray'], code: 'USAGE' },
    { argv: ['--filter', 'table1', '--filter', 'figure2'], code: 'USAGE' },
    { argv: ['--filter=table1', '--filter', 'figure2'], code: 'USAGE' },
    { argv: ['--force', '--force'], code: undefined },
  ])('$argv: $code', ({ argv, code }) => {
    expect(codeOf(() => checkFlags(argv, runArgs, 0))).toBe(code);
  });

  test.each(['-1', '0', '1.5', 'many', '', '1e3', '10001'])('"%s" is no count', (value) => {
    expect(codeOf(() => parseCount('seeds', value))).toBe('USAGE');
  });

  test.each(['-1', '1.5', 'two', '', ',', '1-3', '1;2', '100000'])('"%s" names no seeds', (value) => {
    expect(codeOf(() => parseSeeds(value))).toBe('USAGE');
  });

  test('values are parsed', () => {
    expect(parseSeeds(' 3, 0,3')).toEqual([3, 0]);
    expect(parseCount('seeds', '12')).toBe(12);
    expect(parseList('rule', ' a, b ,,c, a')).toEqual(['a', 'b', 'c']);
    expect(() => parseChoice('scale', 'quik', ['smoke', 'quick'])).toThrow('did you mean "quick"?');
  });

  afterEach(() => void vi.unstubAllEnvs());

  test.each([
    { variable: '', threads: availableParallelism() },
    { variable: '1', threads: 1 },
    { variable: '4096', threads: availableParallelism() },
  ])('one worker with HEBBENCH_THREADS=$variable has $threads threads', ({ variable, threads }) => {
    vi.stubEnv('HEBBENCH_THREADS', variable);
    expect(shareCores(1, { left: 10, finished: 0 })).toEqual({ workers: 1, threads });
  });

  test('the last run has all cores, unless a number of workers was asked for', () => {
    vi.stubEnv('HEBBENCH_THREADS', '');
    const share = (workers: number | undefined, left: number): unknown =>
      shareCores(workers, { left, finished: 1000 - left });
    expect(share(undefined, 1)).toEqual({ workers: 1, threads: availableParallelism() });
    expect(share(2, 1)).toEqual(share(2, 1000));
  });

  test('cores are shared and not fought over', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 1, max: 64 }), { nil: undefined }),
        fc.integer({ min: 1, max: 100 }),
        (workers, runs) => {
          const shared = shareCores(workers, { left: runs, finished: 0 });
          expect(shared.workers).toBeLessThanOrEqual(runs);
          expect(shared.threads).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });
});

test.each([
  { seconds: 0.4, text: '0 s' },
  { seconds: 59.4, text: '59 s' },
  { seconds: 59.6, text: '1 min 00 s' },
  { seconds: 7384, text: '2 h 03 min' },
])('$seconds seconds are "$text"', ({ seconds, text }) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('a learning curve has at most twelve points, the first and the last among them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), (epochs) => {
      const points = Array.from({ length: epochs }, (_, i) => i + 1).filter((epoch) =>
        isCurvePoint(epoch, epochs),
      );
      expect(points.length).toBeLessThanOrEqual(12);
      expect(points[0]).toBe(1);
      expect(points.at(-1)).toBe(epochs);
    }),
  );
});

test.each([
  [-0.004, 2, '0.00', '0.00', '0.00'],
  [-0, 0, '0', '0', '+0.00'],
  [-0.006, 2, '−0.01', '-0.01', '−0.01'],
  [0.004, 2, '0.00', '0.00', '+0.00'],
])('%d with %d decimals is %s', (value, digits, forPeople, forPrograms, difference) => {
  expect([fixed(value, digits), decimals(value, digits), signed(value)]).toEqual([
    forPeople,
    forPrograms,
    difference,
  ]);
});

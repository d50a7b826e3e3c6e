import { cellSchema, type Cell, type CellChanges } from '@hebbench/core';
import { findDefinition, traitsOf } from '@hebbench/datasets';
import fc from 'fast-check';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseSweep } from '../src/cli/experiment-flags.ts';
import { changedCell, changeFlags } from '../src/experiments/changes.ts';
import { experimentFiles, experimentsText } from '../src/experiments/report.ts';
import type { ExperimentResults } from '../src/experiments/results.ts';
import { changesOf } from '../src/experiments/sweep.ts';
import { modelHash } from '../src/run/identity.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { runName } from '../src/store/run-store.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { openCommandLine } from './command-line.ts';
import { exampleRecord } from './example-record.ts';

const BASE = 'table1/mnist/nonneg/1-layer/random-features/bp-head';
const base = table1.cells('smoke', { rules: [] }).find(({ id }) => id === BASE)!;

const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
  fc.boolean(),
  fc.constant(null),
  fc.string(),
  fc.constantFrom('bp', 'wp', '1', 'true', 'a,b', 'ÄÖ', 'two words', "it's"),
  fc.array(fc.integer()),
  fc.record({ divisor: fc.constantFrom('maximum', 'norm') }),
);
const key = fc.oneof(
  fc.constantFrom('hidden', 'epochs', 'preset', 'learningRate', 'learningRATE', 'learning_rate'),
  fc.stringMatching(/^[a-z][A-Za-z0-9_]{0,20}$/),
);
const changes: fc.Arbitrary<CellChanges> = fc
  .record(
    {
      set: fc.dictionary(key, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
      preset: fc.constantFrom('paper' as const, 'best' as const),
      hidden: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 4 }),
      epochs: fc.integer({ min: 0, max: 1_000_000 }),
      headEpochs: fc.constantFrom(0, 0.5, 20),
      trainImages: fc.integer({ min: 1, max: 60_000 }),
      validation: fc.constant(true as const),
    },
    { requiredKeys: [] },
  )
  .filter((each) => Object.keys(each).length > 0);

/** What a shell hands on of a word. */
function unquoted(word: string): string {
  return word.startsWith("'") ? word.slice(1, -1).replaceAll(`'\\''`, "'") : word;
}

describe('the cell of an experiment', () => {
  test('has an id that is the name of a file, and another one for other changes', () => {
    fc.assert(
      fc.property(changes, changes, (one, other) => {
        const [a, b] = [changedCell(base, one), changedCell(base, other)];
        expect(cellSchema.safeParse(a).success).toBe(true);
        expect(a.id.startsWith(`${BASE}/`)).toBe(true);
        expect(Buffer.byteLength(`${runName({ cell: a, seed: 99_999 })}.json.damaged`)).toBeLessThan(255);
        if (a.id === b.id) expect({ ...a, changes: 0 }).toEqual({ ...b, changes: 0 });
      }),
    );
  });

  test('is asked for by the flags that its report prints', () => {
    fc.assert(
      fc.property(changes, (one) => {
        const flags: Record<string, unknown> = {};
        for (const flag of changeFlags(one)) {
          const { name, text } = /^--(?<name>[a-z-]+)(?: (?<text>.*))?$/s.exec(flag)!.groups!;
          if (name === 'set') flags[name] = [...((flags[name] as string[]) ?? []), unquoted(text!)];
          else flags[name!] = text ?? true;
        }
        expect(changesOf(parseSweep(flags)!)).toEqual([one]);
      }),
    );
  });

  test('says in words what it changes', () => {
    const [first, second] = changesOf(parseSweep({ set: ['hiddenRate=1e-3,.5', 'head=wp'], hidden: '5,6' })!);
    expect(changedCell(base, first!).id).toBe(`${BASE}/head-wp+hidden-rate-0.001+hidden-5-6`);
    expect(second).toEqual({ set: { hiddenRate: 0.5, head: 'wp' }, hidden: [5, 6] });
  });

  test('trains the network of a cell of the suite, where that is the same', () => {
    const [from] = findRulePackages();
    const hash = (cell: Cell): string => modelHash({ cell, seed: 0 }, from!, 'digest');
    const same = changedCell(base, { headEpochs: base.budget.headEpochs });
    expect(hash(same)).toBe(hash(base));
    expect(hash(changedCell(base, { headEpochs: 1 }))).not.toBe(hash(base));
  });
});

test('the best of a sweep is told on validation images alone', () => {
  const text = (validation: boolean): string => {
    const cells = [0.1, 0.2].map((rate) =>
      changedCell({ ...base, seeds: [0] }, { set: { rate }, ...(validation && { validation }) }),
    );
    const records = cells.map((cell, i) => {
      const record = exampleRecord(cell);
      return { ...record, metrics: { ...record.metrics, accuracy: 80 + i } };
    });
    const own = { cells: [{ ...base, seeds: [0] }], records: [exampleRecord(base)] };
    return experimentsText(
      { suite: table1, data: 'embedded', cells, records, base: own, flags: new Map() },
      { width: 80, colour: false },
    );
  };
  expect(text(true)).toMatch(/rate 0\.2 ← best +81\.00/);
  expect(text(true)).not.toContain('as it is');
  expect(text(false)).not.toContain('best');
  expect(text(false)).toContain('as it is');
  expect(text(false)).toContain('not for choosing');
});

test('the command that repeats one names the images that it was on', () => {
  const cell = changedCell({ ...base, seeds: [0] }, { set: { rate: 0.1 } });
  const common = {
    suite: table1,
    cells: [cell],
    records: [exampleRecord(cell)],
    base: { cells: [], records: [] },
    flags: new Map<string, string>(),
  };
  const commandOn = (results: Pick<ExperimentResults, 'data' | 'sets'>): string =>
    /`(pnpm bench [^`]*)`/.exec(experimentFiles({ ...common, ...results }).get('summary.md')!)![1]!;
  expect(commandOn({ data: 'real' })).toContain(' --data real --set ');
  expect(commandOn({ data: 'own-01234567' })).toContain(' --data real --data-dir DIR --set ');
  const sets = [traitsOf(findDefinition('kmnist'))];
  expect(commandOn({ data: 'kmnist-real', sets })).toContain(' --data real --dataset kmnist --set ');
});

describe('experiments from a file', () => {
  const line = openCommandLine();
  afterAll(() => line.close());
  const file = join(line.out, 'sweep.yaml');
  const command = ['--data', 'embedded', '--out', line.out, '--experiment', file];

  test('are trained, kept apart, shown with what they change, and never published', async () => {
    writeFileSync(
      file,
      `scale: smoke
seed: 3
experiments:
  - filter: ${BASE}
    hidden: 20
    head-epochs: 1
    train-images: 100
    validation: true
    set:
      headLearningRate: [0.01, 0.001]
`,
    );
    const { status, stdout } = await line.here(command);
    expect(status).toBe(0);
    expect(stdout).toMatch(/headLearningRate 0\.001, 20 units, 1 epoch with labels, 100 training images/);
    const folder = join(line.folder, 'experiments');
    const records = ['0.01', '0.001'].map((rate) => {
      const name = `head-learning-rate-${rate}+hidden-20+head-epochs-1+train-images-100+validation`;
      const text = readFileSync(
        join(folder, 'records', `mnist--nonneg--1-layer--random-features--bp-head--${name}.seed-3.json`),
        'utf8',
      );
      return JSON.parse(text) as ReturnType<typeof exampleRecord>;
    });
    expect(records.map(({ provenance }) => provenance.hyperparameters['headLearningRate'])).toEqual([
      0.01, 0.001,
    ]);
    expect(records[0]!.cell).toMatchObject({ hidden: [20], trainImages: 100, tuning: true });
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('--set headLearningRate=0.001');
    expect(readFileSync(join(folder, 'experiments.csv'), 'utf8').trim().split('\n')).toHaveLength(3);
    expect(existsSync(join(line.folder, 'records'))).toBe(false);

    const again = await line.here([...command, '--dry-run']);
    expect(again.stdout.match(/^finished /gm)).toHaveLength(2);
    const { id } = records[0]!.cell;
    await expect(line.here(['publish', '--out', line.out, '--filter', id])).rejects.toThrow(
      'Experiments are not published',
    );
    // Two processes that train: on a machine that is busy they take a while to load.
  }, 300_000);

  test('are read as the guide writes them', async () => {
    const guide = readFileSync(new URL('../../docs/experiments.md', import.meta.url), 'utf8');
    const written = join(line.out, 'guide.yaml');
    writeFileSync(written, /^```yaml\n(.*?)^```$/ms.exec(guide)![1]!);
    const argv = ['--data', 'embedded', '--out', line.out, '--experiment', written, '--dry-run'];
    const { stdout } = await line.here(argv);
    expect(stdout.match(/hidden-learning-rate-0\.0005.*validation {2}seed [012]$/gm)).toHaveLength(6);
    expect(stdout).toContain('/hpca/default/hidden-500-500+head-epochs-20');
  });

  test('leave what is typed in place of what is written', async () => {
    const typed = await line.here([...command, '--seeds', '2', '--dry-run']);
    expect(typed.stdout.match(/ seed [01]$/gm)).toHaveLength(4);
  });
});

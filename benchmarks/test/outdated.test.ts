import { describe, expect, test } from 'vitest';
import { setOf } from '../src/run/set-of.ts';
import { outdatedRuns } from '../src/results/outdated.ts';
import { discoverRules } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { architectureOf, hyperparametersOf } from '../src/run/hyperparameters.ts';
import { runHash } from '../src/run/identity.ts';
import { numbersVersions } from '../src/run/package-versions.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { exampleRecord } from './example-record.ts';

const { rules } = await discoverRules(findRulePackages());
const cell = table1.cells('smoke', { rules: [] })[0]!;
const held = hyperparametersOf(
  cell,
  rules.get(cell.rule)!.rule!,
  architectureOf(cell, setOf(cell)),
) as Record<string, unknown>;
const record = exampleRecord(cell);
const { from } = rules.get(cell.rule)!;
const hashWith = (hyperparameters: unknown, versions = numbersVersions(from)): string =>
  runHash({ cell, seed: 0 }, { hyperparameters, versions, dataDigest: record.provenance.data.digest });
const today = { ...record, hash: hashWith(held) };
const settings = { cells: [cell], rules, suite: table1, byCode: false };

describe('a stored run', () => {
  test.each([
    { name: 'with today’s settings is not outdated', stored: today, outdated: 0 },
    {
      name: 'of another seed count is not outdated',
      stored: { ...today, cell: { ...cell, seeds: [0, 1] } },
      outdated: 0,
    },
    {
      name: 'with another hyperparameter is outdated',
      stored: { ...record, hash: hashWith({ ...held, hiddenLearningRate: 0.123 }) },
      outdated: 1,
    },
    {
      name: 'from before a package’s numbers changed is outdated',
      stored: { ...record, hash: hashWith(held, { ...numbersVersions(from), '@hebbench/nn': '0.0' }) },
      outdated: 1,
    },
    {
      name: 'with another budget is outdated',
      stored: {
        ...record,
        hash: runHash(
          { cell: { ...cell, budget: { hiddenEpochs: 77, headEpochs: 1 } }, seed: 0 },
          {
            hyperparameters: held,
            versions: numbersVersions(from),
            dataDigest: record.provenance.data.digest,
          },
        ),
      },
      outdated: 1,
    },
    {
      name: 'that failed is not outdated',
      stored: { ...record, status: 'failed' as const },
      outdated: 0,
    },
  ])('$name', ({ stored, outdated }) => {
    expect(outdatedRuns([stored], settings)).toHaveLength(outdated);
  });

  test('of a rule whose preset throws today is outdated, and its report is written', () => {
    const throwing = (): never => {
      throw new Error('broken');
    };
    const installed = rules.get(cell.rule)!;
    const broken = { ...installed.rule!, presets: { paper: throwing, best: throwing } };
    const changed = new Map([[cell.rule, { ...installed, rule: broken }]]);
    expect(outdatedRuns([today], { ...settings, rules: changed })).toEqual([today]);
  });

  test('of a rule whose code is not loaded is left out', () => {
    expect(outdatedRuns([record], { ...settings, rules: new Map() })).toEqual([]);
  });
});

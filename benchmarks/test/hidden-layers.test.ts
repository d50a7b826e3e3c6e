import type { Cell } from '@hebbench/core';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setOf } from '../src/run/set-of.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { findRule, loadRules } from '../src/rules/registry.ts';
import { architectureOf, hyperparametersOf } from '../src/run/hyperparameters.ts';
import { hiddenHash } from '../src/run/identity.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { essence, openCommandLine, type CommandLine } from './command-line.ts';

const { rule, from } = findRule(await loadRules(findRulePackages()), 'krotov-hopfield');

function cellNamed(id: string): Cell {
  return table1.cells('smoke', { rules: [] }).find((cell) => cell.id === `table1/${id}`)!;
}

function hash(cell: Cell, seed = 0): string | undefined {
  const architecture = architectureOf(cell, setOf(cell));
  const hyperparameters = hyperparametersOf(cell, rule, architecture);
  return hiddenHash({ cell, seed }, { rule, from, architecture, hyperparameters }, 'data');
}

describe('which hidden layers are the same', () => {
  const one = cellNamed('mnist/free/1-layer/krotov-hopfield/power-4.5');
  const two = cellNamed('mnist/free/2-layer/krotov-hopfield/power-4.5');

  test.each<[string, Cell]>([
    ['another output layer', { ...one, hyperparameters: { ...one.hyperparameters, headLearningRate: 0.5 } }],
    ['another activation above the only layer', { ...one, hyperparameters: { power: 1 } }],
    ['more epochs of the output layer', { ...one, budget: { ...one.budget, headEpochs: 99 } }],
    ['another preset of the same values', { ...one, preset: 'best' }],
    ['another suite', { ...one, suite: 'figure2', id: one.id.replace('table1', 'figure2') }],
  ])('%s: the same', (_, cell) => expect(hash(cell)).toBe(hash(one)));

  test.each<[string, Cell, Cell]>([
    ['another rate', one, { ...one, hyperparameters: { learningRate: 0.01 } }],
    ['another budget', one, { ...one, budget: { ...one.budget, hiddenEpochs: 3 } }],
    ['the constraint', one, { ...one, nonnegative: true }],
    ['another width', one, { ...one, hidden: [100] }],
    ['other images', one, { ...one, trainImages: 50 }],
    ['a validation split', one, { ...one, tuning: true }],
    ['another activation between two layers', two, { ...two, hyperparameters: { power: 1 } }],
  ])('%s: others', (_, cell, other) => expect(hash(other)).not.toBe(hash(cell)));

  test('another seed: others', () => expect(hash(one, 1)).not.toBe(hash(one, 0)));

  test('a rule that does not say shares nothing', () => {
    const architecture = architectureOf(one, setOf(one));
    expect(
      hiddenHash({ cell: one, seed: 0 }, { rule: {}, from, architecture, hyperparameters: {} }, 'data'),
    ).toBe(undefined);
  });
});

describe('runs', () => {
  // As experiments they may be short: what is shared does not depend on how long it is trained.
  const SHORT = ['--epochs', '2', '--head-epochs', '2'];
  const FILTER = 'table1/mnist/nonneg/1-layer/krotov-hopfield/*';
  let line: CommandLine;
  beforeEach(() => {
    line = openCommandLine();
  });
  afterEach(() => line.close());

  test('train shared hidden layers once, and score as if each had trained its own', async () => {
    expect((await line.bench(line.run(FILTER, ...SHORT, '--workers', '2'))).status).toBe(0);
    const together = line.records('experiments');
    expect(together).toHaveLength(2);
    // Not only as long: it is the same measurement.
    const [seconds, same] = together.map(
      ({ phases }) => phases.find(({ trains }) => trains === 'hidden')!.seconds,
    );
    expect(same).toBe(seconds);
    const kept = readdirSync(join(line.out, '.models')).filter((name) => name.endsWith('.hidden.bin'));
    expect(kept).toHaveLength(1);

    expect((await line.bench(line.run(FILTER, ...SHORT, '--workers', '1', '--force'))).status).toBe(0);
    const apart = line.records('experiments');
    const anew = apart.map(({ phases }) => phases.find(({ trains }) => trains === 'hidden')!.seconds);
    expect(new Set([seconds, ...anew]).size).toBe(3);
    expect(apart.map(essence)).toEqual(together.map(essence));
  }, 300_000);
});

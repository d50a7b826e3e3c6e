import type { LearningRule } from '@hebbench/core';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setOf } from '../src/run/set-of.ts';
import { discoverRules, type InstalledRule } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { estimateCost, hiddenWeights } from '../src/run/cost.ts';
import { planSuite, type SuitePlan } from '../src/run/plan.ts';
import { selectCells } from '../src/run/select.ts';
import { SUITES } from '../src/suites/index.ts';

const RULE = 'hebbian-wp';
const { rules } = await discoverRules(findRulePackages());
const installed = rules.get(RULE)!;
const digest = 'feedbeef'.repeat(8);
const set = { ...setOf({ dataset: 'mnist' }), origin: 'real', digest };

function plan(changes: Partial<LearningRule>): SuitePlan {
  const changed: InstalledRule = { ...installed, rule: { ...installed.rule!, ...changes } };
  const [selection] = selectCells(SUITES, `table1/mnist/free/1-layer/${RULE}/bp-head`, 'smoke', {
    rules: [],
  });
  return planSuite(selection!, {
    out: join(tmpdir(), 'hebbench-without-records'),
    data: { origin: 'real', sets: new Map([['mnist', set]]) } as never,
    engine: 'auto',
    rules: new Map([[RULE, changed]]),
    force: false,
  });
}

const throwing = (): never => {
  throw new Error('broken');
};

test.each<{ rule: string; changes: Partial<LearningRule>; shares: boolean }>([
  { rule: 'as it is', changes: {}, shares: true },
  { rule: 'whose hiddenIdentity throws', changes: { hiddenIdentity: throwing }, shares: false },
  { rule: 'whose presets throw', changes: { presets: { paper: throwing, best: throwing } }, shares: false },
])('a rule $rule is planned: its failure belongs to its run', ({ changes, shares }) => {
  const { jobs } = plan(changes);
  expect(jobs).toHaveLength(1);
  expect(jobs[0]!.hiddenHash !== undefined).toBe(shares);
});

test('runs are planned with their cost', () => {
  const { cost } = plan({}).jobs[0]!;
  for (const part of [cost.hidden, cost.rest, cost.scoring]) expect(part).toBeGreaterThan(0);
});

test('hidden layers that do not learn cost little where the output layer learns above them alone', () => {
  const { cell } = plan({}).jobs[0]!;
  const untrained = { ...cell, budget: { hiddenEpochs: 0, headEpochs: 20 } };
  const [first, together] = [true, false].map((hiddenFirst) => estimateCost(untrained, set, { hiddenFirst }));
  expect(first!.rest).toBeLessThan(together!.rest / 4);
  expect(estimateCost(untrained, set)).toEqual(together);
});

test('a convolution costs its weights at every position', () => {
  const { cell } = plan({}).jobs[0]!;
  const layers = [
    { kind: 'conv', units: 5, size: 3, stride: 2 },
    { kind: 'pool', by: 'max', size: 2 },
    { kind: 'dense', units: 7 },
  ] as const;
  // 28 × 28 pixels have 13 × 13 positions, which pooling makes 6 × 6 of 5 channels.
  const once = 13 * 13 * (3 * 3 * 5) + 6 * 6 * 5 * 7;
  expect(hiddenWeights({ hidden: [5, 7], layers }, set)).toBe(once);
  expect(estimateCost({ ...cell, hidden: [5, 7], layers }, set).scoring).toBe(70_000 * once);
});

import type { Architecture, LearningRule } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trialSeed } from './checks/check.ts';
import { CHECKS, type CheckName } from './checks/index.ts';
import { TrialNetworks } from './networks.ts';
import type { TrialSettings } from './training.ts';

/** Settings of {@link describeRule}. */
export interface DescribeRuleOptions {
  /** Hyperparameters that differ from the `paper` preset, for instance to fit small layers. @defaultValue none */
  readonly hyperparameters?: Readonly<Record<string, unknown>>;
  /** Added to the title, where a rule is described more than once. */
  readonly variant?: string;
  /**
   * Checks that this rule is known to fail, each with the reason. They must fail: a check that passes after all is
   * reported.
   */
  readonly exceptions?: Partial<Record<CheckName, string>>;
}

/**
 * Declares the conformance suite of a learning rule: the invariants that every rule keeps, as vitest tests. Its trials
 * are the same each time; `HEBBENCH_TEST_SEED` draws others.
 * @example
 * ```ts
 * import { describeRule } from '@hebbench/testkit';
 * import rule from '../src/index.ts';
 *
 * describeRule(rule);
 * ```
 */
export function describeRule(rule: LearningRule, options: DescribeRuleOptions = {}): void {
  const { hyperparameters = {}, variant, exceptions = {} } = options;
  const settings: TrialSettings = { hyperparameters, budget: { hiddenEpochs: 2, headEpochs: 2 } };

  const title = `${rule.name}${variant ? ` (${variant})` : ''}`;

  describe(`${title} keeps the contract (seed ${trialSeed()})`, () => {
    beforeAll(async () => {
      await openEngine();
    });

    declareChecks(rule, settings, exceptions);
  });

  describe(`${title} with convolutional networks`, () => {
    beforeAll(async () => {
      await openEngine();
    });

    const refused = refusal(rule, hyperparameters);
    if (refused !== undefined) {
      test(`are not supported: ${refused}`, () => expect(refused.trim()).not.toBe(''));
      return;
    }
    declareChecks(rule, { ...settings, form: 'convolutional' }, exceptions);
  });
}

function declareChecks(
  rule: LearningRule,
  settings: TrialSettings,
  exceptions: NonNullable<DescribeRuleOptions['exceptions']>,
): void {
  const networks = new TrialNetworks(rule, settings);
  afterAll(() => networks.dispose());

  for (const [name, check] of Object.entries(CHECKS)) {
    // A rule that shares nothing would pass it whatever it does.
    if (check === CHECKS['hidden layers can be shared'] && !rule.hiddenIdentity) continue;
    if (check === CHECKS['convolutions learn from patches'] && settings.form !== 'convolutional') continue;
    const reason = exceptions[name as CheckName];
    const declare = reason === undefined ? test : test.fails;
    declare(reason === undefined ? name : `${name} – does not hold: ${reason}`, () =>
      check(rule, settings, networks),
    );
  }
}

/** A network of one convolution, whose units are as many as any rule ranks. */
const CONVOLUTIONAL: Architecture = {
  inputs: 16,
  hidden: [12],
  layers: [{ kind: 'conv', units: 12, size: 2 }],
  image: { height: 4, width: 4, channels: 1 },
  classes: 3,
  nonnegative: true,
};

/** Why a rule trains no convolutional network, if it does not. */
function refusal(rule: LearningRule, changes: Readonly<Record<string, unknown>>): string | undefined {
  const { data } = rule.hyperparameters.safeParse({ ...rule.presets.paper(CONVOLUTIONAL), ...changes });
  // Hyperparameters that are not valid fail in the checks, where a failure is told.
  return data === undefined ? undefined : rule.unsupported?.(CONVOLUTIONAL, data);
}

import type { LearningRule } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { beforeAll, describe, test } from 'vitest';
import { trialSeed } from './checks/check.ts';
import { CHECKS, type CheckName } from './checks/index.ts';
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

  describe(`${rule.name}${variant ? ` (${variant})` : ''} keeps the contract (seed ${trialSeed()})`, () => {
    beforeAll(async () => {
      await openEngine();
    });

    for (const [name, check] of Object.entries(CHECKS)) {
      // A rule that shares nothing would pass it whatever it does.
      if (check === CHECKS['hidden layers can be shared'] && !rule.hiddenIdentity) continue;
      const reason = exceptions[name as CheckName];
      const declare = reason === undefined ? test : test.fails;
      declare(reason === undefined ? name : `${name} – does not hold: ${reason}`, () =>
        check(rule, settings),
      );
    }
  });
}

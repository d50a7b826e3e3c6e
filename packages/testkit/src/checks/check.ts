import { HebbenchError, type LearningRule } from '@hebbench/core';
import fc from 'fast-check';
import { TrialNetworks } from '../networks.ts';
import type { TrialSettings } from '../training.ts';

/**
 * One check of the conformance suite. Throws if the rule breaks it.
 * @param rule - to be checked
 * @param settings - how it is set up
 * @param networks - of that rule and these settings, which other checks look at, too. @defaultValue the check's own
 */
export type Check = (
  rule: LearningRule,
  settings: TrialSettings,
  networks?: TrialNetworks,
) => void | Promise<void>;

/** A check that looks at networks which others may look at, too. */
export function onNetworks(
  check: (rule: LearningRule, settings: TrialSettings, networks: TrialNetworks) => Promise<void>,
): Check {
  return async (rule, settings, networks) => {
    if (networks) return check(rule, settings, networks);
    const own = new TrialNetworks(rule, settings);
    try {
      await check(rule, settings, own);
    } finally {
      own.dispose();
    }
  };
}

/** What trials are drawn from, unless `HEBBENCH_TEST_SEED` says otherwise. */
const DEFAULT_SEED = 1;

/**
 * The seed of all trials: a suite that draws others each time fails for some, and not for who looks into it.
 * @throws {@link HebbenchError} `USAGE` if `HEBBENCH_TEST_SEED` is no whole number from 0 to 2³¹ − 1
 */
export function trialSeed(): number {
  const wanted = process.env['HEBBENCH_TEST_SEED'];
  if (wanted === undefined || wanted === '') return DEFAULT_SEED;
  if (/^\d{1,10}$/.test(wanted) && Number(wanted) < 2 ** 31) return Number(wanted);
  throw new HebbenchError('USAGE', 'HEBBENCH_TEST_SEED is no seed.', {
    got: wanted,
    expected: 'a whole number from 0 to 2147483647',
    fix: 'correct the variable, or unset it to draw the usual trials',
  });
}

/** Trials of a property with convolutional networks, whose equations the dense ones have tried before. */
const CONVOLUTIONAL = 3;

/**
 * How a property is tried. One that fails says how to repeat it.
 * @param settings - of networks that convolve, fewer are tried
 * @param numRuns - trials: each trains a network, so they are few. @defaultValue 8
 */
export function runs({ form }: Pick<TrialSettings, 'form'>, numRuns = 8): fc.Parameters<unknown> {
  const seed = trialSeed();
  return {
    numRuns: form === 'convolutional' ? Math.min(CONVOLUTIONAL, numRuns) : numRuns,
    seed,
    reporter(details: fc.RunDetails<unknown>) {
      if (!details.failed) return;
      const { errorInstance: cause } = details;
      throw new Error(`${fc.defaultReportMessage(details)}\n${repeatText(seed)}`, { cause });
    },
  };
}

/** How to draw the same trials again, for people. */
export function repeatText(seed: number): string {
  return `These trials are drawn from seed ${seed}: set HEBBENCH_TEST_SEED=${seed} to draw them again, and another number to draw others.`;
}

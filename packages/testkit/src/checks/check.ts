import type { LearningRule } from '@hebbench/core';
import fc from 'fast-check';
import type { TrialSettings } from '../training.ts';

/** One check of the conformance suite. Throws if the rule breaks it. */
export type Check = (rule: LearningRule, settings: TrialSettings) => void | Promise<void>;

/** Trials a property is tried on: each trains a network, so they are few. */
export const RUNS: fc.Parameters<unknown> = { numRuns: 8 };

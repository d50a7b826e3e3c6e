import fc from 'fast-check';
import { expect } from 'vitest';
import { trials } from '../arbitraries.ts';
import { trainedWeights } from '../training.ts';
import { runs, type Check } from './check.ts';

/** The same seed gives the same weights, bit for bit; 0 is a seed like any other. */
export const sameSeedSameWeights: Check = (rule, settings) =>
  fc.assert(
    fc.asyncProperty(trials(settings), async (trial) => {
      expect(await trainedWeights(rule, trial, settings)).toEqual(
        await trainedWeights(rule, trial, settings),
      );
    }),
    runs(settings),
  );

/** Another seed gives other weights. */
export const otherSeedOtherWeights: Check = (rule, settings) =>
  fc.assert(
    fc.asyncProperty(trials(settings), async (trial) => {
      const other = { ...trial, seed: trial.seed + 1 };
      expect(await trainedWeights(rule, trial, settings)).not.toEqual(
        await trainedWeights(rule, other, settings),
      );
    }),
    runs(settings),
  );

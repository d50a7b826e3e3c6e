import fc from 'fast-check';
import { expect } from 'vitest';
import { trials } from '../arbitraries.ts';
import { trainedWeights } from '../training.ts';
import { onNetworks, runs, type Check } from './check.ts';

/** The same seed gives the same weights, bit for bit; 0 is a seed like any other. */
export const sameSeedSameWeights: Check = onNetworks((rule, settings, networks) =>
  fc.assert(
    fc.asyncProperty(trials(settings), async (trial) => {
      const { weights } = await networks.trained(trial);
      expect(await trainedWeights(rule, trial, settings)).toEqual(weights);
    }),
    runs(settings),
  ),
);

/** Another seed gives other weights. */
export const otherSeedOtherWeights: Check = onNetworks((rule, settings, networks) =>
  fc.assert(
    fc.asyncProperty(trials(settings), async (trial) => {
      const { weights } = await networks.trained(trial);
      const other = { ...trial, seed: trial.seed + 1 };
      expect(await trainedWeights(rule, other, settings)).not.toEqual(weights);
    }),
    runs(settings),
  ),
);

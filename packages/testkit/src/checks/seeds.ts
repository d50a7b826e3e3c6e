import type { LearningRule } from '@hebbench/core';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { trials, type Trial } from '../arbitraries.ts';
import { patternImages } from '@hebbench/fixtures';
import { copyWeights, createTrainer, trainTrial, type TrialSettings } from '../training.ts';
import { RUNS, type Check } from './check.ts';

/** The same seed gives the same weights, bit for bit; 0 is a seed like any other. */
export const sameSeedSameWeights: Check = (rule, settings) =>
  fc.assert(
    fc.asyncProperty(trials(), async (trial) => {
      expect(await trainedWeights(rule, trial, settings)).toEqual(
        await trainedWeights(rule, trial, settings),
      );
    }),
    RUNS,
  );

/** Another seed gives other weights. */
export const otherSeedOtherWeights: Check = (rule, settings) =>
  fc.assert(
    fc.asyncProperty(trials(), async (trial) => {
      const other = { ...trial, seed: trial.seed + 1 };
      expect(await trainedWeights(rule, trial, settings)).not.toEqual(
        await trainedWeights(rule, other, settings),
      );
    }),
    RUNS,
  );

/** Training changes every kernel: an output layer that learns does not hide a hidden layer that does not. */
export const trainingChangesKernels: Check = (rule, settings) =>
  fc.assert(
    fc.asyncProperty(trials(), async (trial) => {
      const untrained = { ...settings, budget: { hiddenEpochs: 0, headEpochs: 0 } };
      const before = await trainedWeights(rule, trial, untrained);
      const after = await trainedWeights(rule, trial, settings);
      const kernels = kernelNames(rule, trial, settings);
      expect(kernels.length).toBeGreaterThanOrEqual(trial.architecture.hidden.length);
      expect(kernels.filter((name) => isDeepStrictEqual(after[name], before[name]))).toEqual([]);
    }),
    RUNS,
  );

async function trainedWeights(
  rule: LearningRule,
  { architecture, seed }: Trial,
  settings: TrialSettings,
): Promise<Record<string, Float32Array>> {
  const trainer = createTrainer(rule, architecture, seed, settings);
  await trainTrial(trainer, patternImages(architecture, 40), seed);
  const weights = copyWeights(trainer);
  trainer.dispose();
  return weights;
}

function kernelNames(rule: LearningRule, { architecture, seed }: Trial, settings: TrialSettings): string[] {
  const trainer = createTrainer(rule, architecture, seed, settings);
  const kernels = trainer.model.weights().filter(({ kind }) => kind === 'kernel');
  trainer.dispose();
  return kernels.map(({ name }) => name);
}

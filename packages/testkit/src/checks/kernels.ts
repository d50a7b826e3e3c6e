import type { LearningRule } from '@hebbench/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { trials, type Trial } from '../arbitraries.ts';
import { createTrainer, trainedWeights, type TrialSettings } from '../training.ts';
import { onNetworks, repeatText, runs, trialSeed, type Check } from './check.ts';

/**
 * Epochs, as multiples of the suite's own: small steps may take long to change a number of float32, and in a small
 * network all units of a layer may be silent at first.
 */
const LONGER = [1, 8];

/** What a kernel did in the trials with the constraint, or in those without it. */
interface Watched {
  changed: boolean;
  /** Trials in which it was there. */
  trials: number;
  largestWeight: number;
}

/**
 * Training changes every kernel, in some trial with the constraint and in some without: an output layer that learns does
 * not hide a hidden layer that does not.
 */
export const trainingChangesKernels: Check = onNetworks(async (rule, settings, networks) => {
  const watched = new Map<string, Watched>();
  await fc.assert(
    fc.asyncProperty(trials(settings), async (trial) => {
      const kernels = kernelNames(rule, trial, settings);
      expect(kernels.length, 'kernels').toBeGreaterThanOrEqual(trial.architecture.hidden.length);
      await watch(trial, kernels, watched, {
        before: () => trainedWeights(rule, trial, withEpochs(settings, 0)),
        after: async (times) =>
          times === 1
            ? (await networks.trained(trial)).weights
            : trainedWeights(rule, trial, withEpochs(settings, times)),
      });
    }),
    runs(settings),
  );
  const still = [...watched]
    .filter(([, { changed }]) => !changed)
    .map(([name, each]) => complaint(name, each));
  if (still.length > 0) throw new Error([...still, repeatText(trialSeed())].join('\n'));
});

/** A trial's weights by name before its training, and after so many times the usual epochs. */
interface Weights {
  readonly before: () => Promise<WeightsByName>;
  readonly after: (times: number) => Promise<WeightsByName>;
}

type WeightsByName = Readonly<Record<string, Float32Array>>;

async function watch(
  trial: Trial,
  kernels: readonly string[],
  watched: Map<string, Watched>,
  weights: Weights,
): Promise<void> {
  const constraint = trial.architecture.nonnegative ? 'with' : 'without';
  const before = await weights.before();
  const own = kernels.map((kernel) => {
    const key = `${kernel} ${constraint} the constraint`;
    const found = watched.get(key) ?? { changed: false, trials: 0, largestWeight: 0 };
    watched.set(key, found);
    found.trials++;
    found.largestWeight = Math.max(found.largestWeight, largest(before[kernel]!));
    return { kernel, found };
  });
  for (const times of LONGER) {
    if (own.every(({ found }) => found.changed)) return;
    const after = await weights.after(times);
    for (const { kernel, found } of own) found.changed ||= differ(before[kernel]!, after[kernel]!);
  }
}

function withEpochs(settings: TrialSettings, times: number): TrialSettings {
  const { hiddenEpochs, headEpochs } = settings.budget;
  return { ...settings, budget: { hiddenEpochs: times * hiddenEpochs, headEpochs: times * headEpochs } };
}

function differ(before: Float32Array, after: Float32Array): boolean {
  return before.some((weight, i) => weight !== after[i]);
}

function largest(weights: Float32Array): number {
  return weights.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0);
}

function complaint(name: string, { trials: tried, largestWeight }: Watched): string {
  // Half a unit in the last place of float32: what a smaller change leaves behind is the weight as it was.
  const least = largestWeight * 2 ** -24;
  return (
    `${name}: no weight changed in ${tried} ${tried === 1 ? 'trial' : 'trials'} of ${LONGER.at(-1)} times the usual epochs. ` +
    `At least one must, and weights up to ${largestWeight.toPrecision(2)} need steps above ${least.toPrecision(2)}`
  );
}

function kernelNames(rule: LearningRule, { architecture, seed }: Trial, settings: TrialSettings): string[] {
  const trainer = createTrainer(rule, architecture, seed, settings);
  const kernels = trainer.model.weights().filter(({ kind }) => kind === 'kernel');
  trainer.dispose();
  return kernels.map(({ name }) => name);
}

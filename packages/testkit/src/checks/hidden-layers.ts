import type { Architecture, LearningRule } from '@hebbench/core';
import { patternImages } from '@hebbench/fixtures';
import type { HiddenLayers } from '@hebbench/nn';
import fc from 'fast-check';
import { expect } from 'vitest';
import { z } from 'zod';
import { trials } from '../arbitraries.ts';
import { copyWeights, createTrainer, trainTrial, type TrialSettings } from '../training.ts';
import { runs, type Check } from './check.ts';

/** Each trial trains the network three times for each hyperparameter of the output layer. */
const TRIALS = 3;

/**
 * A network above hidden layers that another one left is the network that trains its own, whichever number, switch or
 * choice among its hyperparameters differs that its hidden layers do not depend on.
 */
export const hiddenLayersCanBeShared: Check = (rule, settings) =>
  fc.assert(
    fc.asyncProperty(trials(settings), async ({ architecture, seed }) => {
      const split = patternImages(architecture, 40);
      const left: HiddenLayers[] = [];
      const first = createTrainer(rule, architecture, seed, settings);
      await trainTrial(first, split, seed, undefined, {
        hiddenLayers: { load: () => undefined, save: (layers) => left.push(layers) },
      });
      first.dispose();

      for (const hyperparameters of othersWithSameHiddenLayers(rule, architecture, settings)) {
        const create = (): ReturnType<typeof createTrainer> =>
          createTrainer(rule, architecture, seed, { ...settings, hyperparameters });
        const alone = create();
        await trainTrial(alone, split, seed);
        const above = create();
        await trainTrial(above, split, seed, undefined, {
          hiddenLayers: {
            load: () => left[0],
            save: () => expect.unreachable('hidden layers were trained again'),
          },
        });
        expect(copyWeights(above), `with ${JSON.stringify(hyperparameters)}`).toEqual(copyWeights(alone));
        alone.dispose();
        above.dispose();
      }
    }),
    runs(settings, TRIALS),
  );

/** Hyperparameters that differ from the settings' in one place, which the rule says hidden layers do not depend on. */
function othersWithSameHiddenLayers(
  rule: LearningRule,
  architecture: Architecture,
  { hyperparameters }: TrialSettings,
): Record<string, unknown>[] {
  const identityOf = (changed: Readonly<Record<string, unknown>>): string | undefined => {
    const parsed = rule.hyperparameters.safeParse({ ...rule.presets.paper(architecture), ...changed });
    return parsed.success ? JSON.stringify(rule.hiddenIdentity?.(parsed.data, architecture)) : undefined;
  };
  const identity = identityOf(hyperparameters);
  if (identity === undefined) return [];
  const complete = rule.hyperparameters.parse({ ...rule.presets.paper(architecture), ...hyperparameters });
  return Object.entries(complete as Record<string, unknown>).flatMap(([name, value]) =>
    alternatives(rule, name, value)
      .map((other) => ({ ...hyperparameters, [name]: other }))
      .filter((changed) => identityOf(changed) === identity)
      .slice(0, 1),
  );
}

/** Values that may stand in place of a hyperparameter's. */
function alternatives(rule: LearningRule, name: string, value: unknown): unknown[] {
  if (typeof value === 'number') return [2 * value, value / 2, value + 1];
  if (typeof value === 'boolean') return [!value];
  const { properties } = z.toJSONSchema(rule.hyperparameters, { unrepresentable: 'any', io: 'input' });
  const field = properties?.[name];
  const options: readonly unknown[] = typeof field === 'object' ? (field.enum ?? []) : [];
  return options.filter((option) => option !== value);
}

import type { Candidate } from '../question.ts';
import { partName, sharedSeedsOf } from './candidates.ts';
import { sharedSettings, type Reading } from '../../common/readings.ts';

/** How backpropagation learns: the paper prints nothing of it. */
const RECIPES: readonly Readonly<Record<string, unknown>>[] = [
  ...[0.0001, 0.001, 0.01].map((learningRate) => ({ optimiser: 'adam', learningRate })),
  { optimiser: 'sgd', learningRate: 0.1 },
];

/**
 * Each recipe of backpropagation under each normalisation.
 * @param parts - of the epochs of Table 1: as the paper prints none, they are as free as the passes of the proposed rule
 */
export function byRecipe(readings: readonly Reading[], parts: readonly number[] = [1]): Candidate[] {
  return readings.flatMap((reading) =>
    RECIPES.flatMap((recipe) =>
      parts.map((head): Candidate => ({
        name: partName(`${reading.name}-${nameOf(recipe)}`, head),
        hyperparameters: { ...sharedSettings(reading), ...recipe },
        ...(head !== 1 && { head }),
        ...sharedSeedsOf(reading),
      })),
    ),
  );
}

/** E.g. `adam-0.001`. */
function nameOf(recipe: Readonly<Record<string, unknown>>): string {
  return `${recipe['optimiser'] as string}-${recipe['learningRate'] as number}`;
}

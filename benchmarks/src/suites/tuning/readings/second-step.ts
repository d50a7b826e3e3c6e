import type { Scale } from '@hebbench/core';
import { byRecipe } from './backprop-recipes.ts';
import {
  GOING_ON,
  MORE_SEEDS,
  ON_DEPTH,
  PARTS_OF_BACKPROP,
  PARTS_OF_OUTPUT,
  RECIPES_AT_FULL_SIZE,
} from './full-size.ts';
import type { Candidate } from '../question.ts';
import { afterPasses, byPasses, decided, partName, passesName, SCREENED, untrained } from './candidates.ts';
import { readingNamed, sharedNetworks, type Reading } from '../../common/readings.ts';

// What the other columns are asked: at the small scales the readings that went on from one layer there, with the whole
// grid; at the paper's sizes those that went on from one layer at those sizes, with a few numbers of passes each.

/** Passes over the images that a hidden layer learns for: the only budget that the paper leaves free. */
const PASSES = [1, 3, 10, 30, 100];

/**
 * The four with the smallest distance in one layer at scale quick, `currents` among them. The first four were so before
 * four more candidates were added, of which two came to be. With the passes of a hidden layer that were nearest:
 * 1ᵇ is trained above them.
 */
const SCREENED_READINGS: readonly (readonly [reading: string, passes: number])[] = [
  ['currents', 100],
  ['currents-mean-clip', 30],
  ['both', 100],
  ['inputs-x-mean', 3],
  ['currents-clip', 30],
  ['currents-length-clip', 30],
];

/** The readings of the small scales. */
export const SECOND_STEP = SCREENED_READINGS.map(([name]) => readingNamed(name));

/** Those of the paper's sizes. */
const AT_FULL_SIZE = GOING_ON.map(({ name }) => readingNamed(name));

/** Networks that take up to an hour have one seed at the paper's sizes. */
const ONE_SEED = { seeds: SCREENED };

/** The proposed rule in one layer: every reading, and those that have three seeds. */
export function passesInOneLayer(candidates: readonly Candidate[]): Candidate[] {
  const nearest = GOING_ON.map(({ name, one }) => passesName(name, one));
  return decided(candidates, [...nearest, ...moreIn('1')]);
}

/** The proposed rule in a column. */
export function passesInColumn(column: string): Candidate[] {
  const goingOn = GOING_ON.flatMap(({ name, columns }) =>
    byPasses([readingNamed(name)], columns[column]?.tried ?? []),
  );
  const nearest = GOING_ON.flatMap(({ name, columns }) => {
    const passes = columns[column]?.nearest;
    return passes === undefined ? [] : [passesName(name, passes)];
  });
  return byScale(byPasses(SECOND_STEP, PASSES), decided(goingOn, [...nearest, ...moreIn(column)]));
}

/** Ten layers for further numbers of passes, at the paper's sizes. */
export function passesOnDepth(): Candidate[] {
  const candidates = ON_DEPTH.flatMap(([name, passes]) => byPasses([readingNamed(name)], passes));
  return decided(candidates, moreIn('10-depth')).map((candidate) => ({ ...candidate, scales: PAPER_SIZES }));
}

/** Further networks of a column that have three seeds. */
function moreIn(column: string): string[] {
  return MORE_SEEDS.filter(([where]) => where === column).map(([, name, passes]) => passesName(name, passes));
}

/** The proposed rule's own output layer. */
export function outputLayers(): Candidate[] {
  return byScale(
    SCREENED_READINGS.map(([name, passes]) => ({ ...afterPasses(readingNamed(name), passes), name })),
    GOING_ON.flatMap(({ name, one }) =>
      PARTS_OF_OUTPUT.map((head) => {
        const candidate = afterPasses(readingNamed(name), one);
        return head === 1 ? candidate : { ...candidate, name: partName(candidate.name, head), head };
      }),
    ),
  );
}

/** The control in a column: at the paper's sizes under the readings that have it. */
export function untrainedInColumn(column: string): Candidate[] {
  const goingOn = GOING_ON.filter(({ columns }) => column in columns).map(({ name }) => readingNamed(name));
  return byScale(untrained(sharedNetworks(SECOND_STEP)), untrained(sharedNetworks(goingOn)));
}

/** Backpropagation in a column. */
export function recipesInColumn(column: string): Candidate[] {
  return byScale(
    byRecipe(sharedNetworks(SECOND_STEP)),
    atFullSize(column).map((candidate) => ({ ...candidate, ...ONE_SEED })),
  );
}

/** Backpropagation in one layer: all recipes of all readings, and fewer epochs of those that go on at the paper's sizes. */
export function recipesInOneLayer(readings: readonly Reading[]): Candidate[] {
  const all = byRecipe(readings);
  const known = new Set(all.map(({ name }) => name));
  const fewer = atFullSize('1').filter(({ name }) => !known.has(name));
  return [...all, ...fewer.map((candidate) => ({ ...candidate, scales: PAPER_SIZES }))];
}

/** The one recipe that each reading has in a column at the paper's sizes, with its parts of the epochs. */
function atFullSize(column: string): Candidate[] {
  const recipes = RECIPES_AT_FULL_SIZE[column];
  return sharedNetworks(AT_FULL_SIZE).flatMap((reading) => {
    const recipe = `${reading.name}-${recipes?.[reading.name]}`;
    const wanted = new Set(PARTS_OF_BACKPROP.map((part) => partName(recipe, part)));
    return byRecipe([reading], PARTS_OF_BACKPROP).filter(({ name }) => wanted.has(name));
  });
}

const SMALL: readonly Scale[] = ['smoke', 'quick'];
const PAPER_SIZES: readonly Scale[] = ['paper'];

/** What the small scales ask and what the paper's sizes do; a candidate of both has all scales, and the seeds of the latter. */
function byScale(screened: readonly Candidate[], goingOn: readonly Candidate[]): Candidate[] {
  const others = new Map(goingOn.map((candidate) => [candidate.name, candidate]));
  const first = screened.map((candidate) => {
    const both = others.get(candidate.name);
    others.delete(candidate.name);
    return both ?? { ...candidate, scales: SMALL };
  });
  return [...first, ...[...others.values()].map((candidate) => ({ ...candidate, scales: PAPER_SIZES }))];
}

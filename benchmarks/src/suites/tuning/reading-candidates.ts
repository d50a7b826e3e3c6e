import { GOING_ON } from './full-size.ts';
import type { Candidate } from './question.ts';
import { proposedSettings, readingNamed, sharedBy, sharedSettings, type Reading } from './readings.ts';

// What all questions on readings of equation (6) share.

/** η as printed, for every layer. */
export const PRINTED = { hiddenLearningRate: 0.0005 };

/** Epochs of a hidden layer that candidates are multiples of. */
export const ONE_PASS = { smoke: 1, quick: 1, paper: 1 };

/** One seed screens. */
export const SCREENED = { smoke: 1, quick: 1, paper: 1 };

/** At the paper's sizes three decide. */
export const DECIDED = { ...SCREENED, paper: 3 };

/** Readings that have three seeds at the paper's sizes: those that the choice is between, and one that ran before it was. */
const FINALISTS: ReadonlySet<string> = new Set([...GOING_ON.map(({ name }) => name), 'currents-mean-clip']);

const SHARED_BY_FINALISTS: ReadonlySet<Reading> = new Set(
  [...FINALISTS].map((name) => sharedBy(readingNamed(name))),
);

/** How many seeds a candidate of a reading has, where one is not enough. */
function seedsOf({ name }: Reading): Pick<Candidate, 'seeds'> {
  return FINALISTS.has(name) ? { seeds: DECIDED } : {};
}

/** The same of the networks that the control and backpropagation have under it. */
export function sharedSeedsOf(reading: Reading): Pick<Candidate, 'seeds'> {
  return SHARED_BY_FINALISTS.has(reading) ? { seeds: DECIDED } : {};
}

/**
 * Each reading at each number of passes, for the proposed rule.
 * @param grid - passes over the images that a hidden layer learns for
 */
export function byPasses(readings: readonly Reading[], grid: readonly number[]): Candidate[] {
  return readings.flatMap((reading) => grid.map((passes) => afterPasses(reading, passes)));
}

/** A reading after a number of passes. */
export function afterPasses(reading: Reading, passes: number): Candidate {
  return {
    name: `${reading.name}-epochs-${passes}`,
    hyperparameters: proposedSettings(reading),
    hidden: passes,
    ...seedsOf(reading),
  };
}

/** Each reading once, for the control, whose hidden layers do not learn. */
export function untrained(readings: readonly Reading[]): Candidate[] {
  return readings.map((reading) => ({
    name: reading.name,
    hyperparameters: sharedSettings(reading),
    ...sharedSeedsOf(reading),
  }));
}

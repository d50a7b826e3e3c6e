import { GOING_ON, MORE_SEEDS } from './full-size.ts';
import type { Candidate } from '../question.ts';
import {
  proposedSettings,
  readingNamed,
  sharedBy,
  sharedSettings,
  type Reading,
} from '../../common/readings.ts';

// What all questions on readings of equation (6) share.

/** η as printed, for every layer. */
export const PRINTED = { hiddenLearningRate: 0.0005 };

/** Epochs of a hidden layer that candidates are multiples of. */
export const ONE_PASS = { smoke: 1, quick: 1, paper: 1 };

/** One seed screens. */
export const SCREENED = { smoke: 1, quick: 1, paper: 1 };

/** At the paper's sizes three decide. */
export const DECIDED = { ...SCREENED, paper: 3 };

/** Networks that the control and backpropagation have under readings with three seeds at the paper's sizes. */
const SHARED_BY_DECIDED: ReadonlySet<Reading> = new Set(
  [...GOING_ON.map(({ name }) => name), ...MORE_SEEDS.map(([, name]) => name)].map((name) =>
    sharedBy(readingNamed(name)),
  ),
);

/** How many seeds a network of the control or of backpropagation has, where one is not enough. */
export function sharedSeedsOf(reading: Reading): Pick<Candidate, 'seeds'> {
  return SHARED_BY_DECIDED.has(reading) ? { seeds: DECIDED } : {};
}

/** The same candidates, of which those that are named have three seeds at the paper's sizes. */
export function decided(candidates: readonly Candidate[], names: readonly string[]): Candidate[] {
  return candidates.map((candidate) =>
    names.includes(candidate.name) ? { ...candidate, seeds: DECIDED } : candidate,
  );
}

/** What a reading after a number of passes is called. */
export function passesName(reading: string, passes: number): string {
  return `${reading}-epochs-${passes}`;
}

/** What a candidate is called that has a part of the epochs of its output layer. */
export function partName(name: string, part: number): string {
  return part === 1 ? name : `${name}-times-${part}`;
}

/** What {@link partName} ends with. */
export const PART_ENDING = '(?:-times-[0-9.]+)?';

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
    name: passesName(reading.name, passes),
    hyperparameters: proposedSettings(reading),
    hidden: passes,
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

import type { Candidate, Question } from './question.ts';
import { proposedSettings, readingNamed, READINGS, sharedSettings, type Reading } from './readings.ts';

/** Passes over the images that a hidden layer learns for: the only budget that the paper leaves free. */
const PASSES = [1, 3, 10];

/** η as printed, for every layer. */
const PRINTED = { hiddenLearningRate: 0.0005 };

/** Epochs of a hidden layer that candidates are multiples of. */
const ONE_PASS = { smoke: 1, quick: 1, paper: 1 };

const REASON =
  'The paper’s words leave open where equation (6) acts, what β is and what equation (1) takes for x and z. Candidates, measure and the way of the choice were written down before any of these records: docs/readings.md.';

/** Each reading at each number of passes. */
function byPasses(readings: readonly Reading[]): Candidate[] {
  return readings.flatMap((reading) =>
    PASSES.map((passes) => ({
      name: `${reading.name}-epochs-${passes}`,
      hyperparameters: proposedSettings(reading),
      hidden: passes,
    })),
  );
}

/** Readings whose networks differ in what they compute: elsewhere the rescale cancels β, and the rest is equation (1)'s. */
const OTHER_NETWORKS = [
  'currents',
  'currents-mean-clip',
  'inputs',
  'inputs-raw-pixels',
  'inputs-min-max',
  'inputs-mean-clip',
  'inputs-mean-open',
  'inputs-unit-length',
  'both',
].map(readingNamed);

const RECIPES: readonly Readonly<Record<string, unknown>>[] = [
  ...[0.0001, 0.001, 0.01].map((learningRate) => ({ optimiser: 'adam', learningRate })),
  { optimiser: 'sgd', learningRate: 0.1 },
];

/** Each recipe of backpropagation under each normalisation. */
function byRecipe(readings: readonly Reading[]): Candidate[] {
  return readings.flatMap((reading) =>
    RECIPES.map((recipe) => ({
      name: `${reading.name}-${recipe['optimiser'] as string}-${recipe['learningRate'] as number}`,
      hyperparameters: { ...sharedSettings(reading), ...recipe },
    })),
  );
}

/** Which reading of equation (6) the paper's networks with the constraint were made with. */
export const READING_QUESTIONS: readonly Question[] = [
  {
    name: 'readings-one-layer',
    title: 'Readings of equation (6): the proposed rule, one layer',
    reason: REASON,
    column: 'mnist/nonneg/1a',
    rule: 'hebbian-wp',
    shared: PRINTED,
    hiddenEpochs: ONE_PASS,
    measure: 'network',
    candidates: byPasses(READINGS),
    taken: {},
  },
  {
    name: 'readings-control',
    title: 'Readings of equation (6): the control, one layer',
    reason: REASON,
    column: 'mnist/nonneg/1a',
    rule: 'random-features',
    measure: 'network',
    candidates: OTHER_NETWORKS.map((reading) => ({
      name: reading.name,
      hyperparameters: sharedSettings(reading),
    })),
    taken: {},
  },
  {
    name: 'readings-backprop',
    title: 'Readings of equation (6): backpropagation, one layer',
    reason: REASON,
    column: 'mnist/nonneg/1a',
    rule: 'backprop',
    measure: 'layers',
    candidates: byRecipe(OTHER_NETWORKS),
    taken: {},
  },
];

import type { Candidate, Question } from '../question.ts';
import { ONE_PASS, DECIDED } from './candidates.ts';
import { proposedSettings, readingNamed } from '../../common/readings.ts';

/** Readings that normalise currents: in one layer at the printed rate, no other was both accurate and robust. */
const ON_CURRENTS = ['currents', 'currents-mean-clip', 'both'].map(readingNamed);

/** Rates around the printed one, whose records are those of `readings-one-layer`, each with passes enough to converge. */
const RATES = [0.0002, 0.002, 0.005];

const PASSES = [10, 30];

/** A rate of equation (1) with its passes, under each reading. */
const CANDIDATES: readonly Candidate[] = ON_CURRENTS.flatMap((reading) =>
  RATES.flatMap((rate) =>
    PASSES.map((passes) => ({
      name: `${reading.name}-rate-${rate}-epochs-${passes}`,
      hyperparameters: { ...proposedSettings(reading), hiddenLearningRate: rate },
      hidden: passes,
    })),
  ),
);

/** Whether a setting of ours is accurate and robust at once under one of the readings: `best`, not the paper’s network. */
export const ROBUST_READING_QUESTIONS: readonly Question[] = [
  {
    name: 'readings-robust',
    title: 'Readings of equation (6): accurate and robust at once, with settings of ours',
    reason:
      'At the printed rate, networks that normalise currents and have converged keep most under PGD. Other rates are asked equally of the three readings that do; those of the printed rate are in readings-one-layer. The criterion is in docs/readings.md.',
    column: 'mnist/nonneg/1a',
    rule: 'hebbian-wp',
    hiddenEpochs: ONE_PASS,
    measure: 'network',
    seeds: DECIDED,
    candidates: CANDIDATES,
    taken: {},
  },
];

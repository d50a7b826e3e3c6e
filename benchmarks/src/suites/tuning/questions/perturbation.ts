import { BEST_FREE_OUTPUT, PRINTED_BETA } from '../../common/rows/best-output-layer.ts';
import { hiddenCandidate } from './hidden-candidate.ts';
import type { Candidate, Question } from '../question.ts';

/**
 * A hidden layer trained at the printed rate, for a multiple of the epochs, below an output layer of many perturbations;
 * of that one, where it starts, whether it learns from deviations, and β and the epochs as multiples of those of `best`.
 */
function ownOutputCandidate(
  hidden: number,
  {
    start = 0,
    centred = false,
    beta = 1,
    epochs = 1,
  }: { start?: number; centred?: boolean; beta?: number; epochs?: number } = {},
): Candidate {
  const { name, hyperparameters } = hiddenCandidate('activity', 0.0005, hidden);
  const output = [
    start === 0 ? '' : `-start-${start}`,
    centred ? '-centred' : '',
    beta === 1 ? '' : `-beta-times-${beta}`,
    epochs === 1 ? '' : `-epochs-times-${epochs}`,
  ];
  return {
    name: `${name}${output.join('')}`,
    hyperparameters: {
      ...hyperparameters,
      ...(start !== 0 && { outputInitial: { kind: 'uniform', low: start, high: start + 0.09 } }),
      ...(centred && { outputInput: 'centred' }),
      ...(beta !== 1 && { beta: beta * 128 * PRINTED_BETA }),
    },
    hidden,
    head: epochs,
  };
}

/** An output layer trained by many perturbations at once, with β as a multiple of the printed one. */
function perturbationCandidate(
  perturbations: number,
  times: number,
  { schedule = 'linear', batch = 500, head = 0.5 }: { schedule?: string; batch?: number; head?: number } = {},
): Candidate {
  return {
    name: `pairs-${perturbations}-batch-${batch}-beta-times-${times}-${schedule}`,
    hyperparameters: {
      perturbations,
      antithetic: true,
      perturbationForm: 'gaussian',
      beta: times * PRINTED_BETA,
      outputBatchSize: batch,
      outputSchedule: schedule,
    },
    head,
  };
}

/** The same with perturbations of rank one. */
function rankOneCandidate(perturbations: number, times: number): Candidate {
  const gaussian = perturbationCandidate(perturbations, times);
  return {
    ...gaussian,
    name: `rank-one-${perturbations}-beta-times-${times}`,
    hyperparameters: { ...gaussian.hyperparameters, perturbationForm: 'rank-one' },
  };
}

const PRINTED_OUTPUT: Candidate = {
  name: 'printed',
  hyperparameters: {
    perturbations: 1,
    antithetic: false,
    perturbationForm: 'gaussian',
    beta: PRINTED_BETA,
    outputBatchSize: 2000,
    outputSchedule: 'constant',
  },
};

const PERTURBATIONS: readonly Candidate[] = [
  PRINTED_OUTPUT,
  { name: 'antithetic', hyperparameters: { ...PRINTED_OUTPUT.hyperparameters, antithetic: true } },
  perturbationCandidate(16, 8, { batch: 2000, schedule: 'constant', head: 1 }),
  perturbationCandidate(32, 16, { schedule: 'constant' }),
  perturbationCandidate(32, 16),
  perturbationCandidate(32, 32),
  perturbationCandidate(64, 32),
  perturbationCandidate(64, 64),
  rankOneCandidate(64, 64),
  rankOneCandidate(256, 32),
  rankOneCandidate(256, 64),
  rankOneCandidate(256, 128),
  rankOneCandidate(256, 256),
];

/** How `best` trains the output layer of the proposed rule. */
export const PERTURBATION_QUESTIONS: readonly Question[] = [
  {
    name: 'hidden-nonneg-output',
    title:
      'Proposed rule with the constraint and its own output layer: lengths of training, rate, start and input',
    reason:
      'With a gradient-trained output layer six epochs of hidden training are better than two. The output layer’s own rate was chosen at scale quick, with a third of the images. Its weights that reach 0 are no longer changed by their perturbation (equation (3)): in some it starts further from it.',
    column: 'mnist/nonneg/1b',
    rule: 'hebbian-wp',
    preset: 'best',
    headEpochs: { smoke: 30, quick: 30, paper: 100 },
    candidates: [
      ownOutputCandidate(2 / 3),
      ownOutputCandidate(2),
      ownOutputCandidate(2, { beta: 4 }),
      ownOutputCandidate(1 / 3),
      ownOutputCandidate(2 / 3, { beta: 2 }),
      ownOutputCandidate(2 / 3, { epochs: 2 }),
      ownOutputCandidate(2 / 3, { centred: true }),
      ownOutputCandidate(2, { centred: true, beta: 2 }),
      ownOutputCandidate(2, { start: 2 }),
      ownOutputCandidate(2, { start: 2, beta: 4 }),
      ownOutputCandidate(2, { start: 2, centred: true, beta: 2 }),
      ownOutputCandidate(2, { start: 2, centred: true, beta: 8 }),
      ownOutputCandidate(2, { start: 2, centred: true, beta: 8, epochs: 2 }),
      ownOutputCandidate(2, { start: 2, centred: true, beta: 16, epochs: 2 }),
      ownOutputCandidate(2, { start: 4, centred: true, beta: 16 }),
      ownOutputCandidate(2, { start: 2, centred: true, beta: 4, epochs: 2 }),
      ownOutputCandidate(4 / 3, { start: 2, centred: true, beta: 4 }),
      ownOutputCandidate(4 / 3, { start: 2, centred: true, beta: 4, epochs: 2 }),
      ownOutputCandidate(4 / 3, { start: 2, centred: true, beta: 8 }),
      ownOutputCandidate(1, { start: 2, centred: true, beta: 4 }),
      ownOutputCandidate(2 / 3, { start: 2, centred: true, beta: 4 }),
    ],
    taken: {
      'table1, scale paper': 'activity-0.0005-times-2-start-2-centred-beta-times-4-epochs-times-2',
    },
  },
  {
    name: 'best-output-free',
    title:
      'Proposed rule, best, without the constraint and with its own output layer: what it learns from, and rate',
    reason:
      'A gradient-trained output layer above the same units is more accurate. Deviations from the units’ means converge sooner where units have much in common.',
    column: 'mnist/free/1b',
    rule: 'hebbian-wp',
    row: 'best',
    without: Object.keys(BEST_FREE_OUTPUT),
    candidates: [
      { name: 'activity' },
      { name: 'activity-beta-times-4', hyperparameters: { beta: 4 * 128 * PRINTED_BETA } },
      { name: 'centred', hyperparameters: { outputInput: 'centred' } },
      { name: 'centred-beta-times-4', hyperparameters: BEST_FREE_OUTPUT },
    ],
    taken: { table1: 'centred-beta-times-4' },
  },
  {
    name: 'perturbation-nonneg',
    title: 'Weight perturbation of the output layer with the constraint',
    reason:
      'One perturbation a batch is a noisy estimate of the gradient. Many of them cost one larger product, pairs of both signs cancel the even part of the error, and their mean bears a larger rate.',
    column: 'mnist/nonneg/1b',
    rule: 'hebbian-wp',
    preset: 'best',
    candidates: PERTURBATIONS,
    taken: { paper: 'printed', best: 'rank-one-256-beta-times-128' },
    because: '`paper` takes what the paper prints.',
  },
  {
    name: 'perturbation-free',
    title: 'Weight perturbation of the output layer without the constraint',
    reason:
      'As with the constraint. Hidden activity is much smaller here, so that the printed rates are too.',
    column: 'mnist/free/1b',
    rule: 'hebbian-wp',
    preset: 'best',
    candidates: PERTURBATIONS,
    taken: { paper: 'printed', best: 'rank-one-256-beta-times-128' },
    because: '`paper` takes what the paper prints.',
  },
];

import type { Candidate, Question } from '../question.ts';

const RATES = [0.0005, 0.001, 0.003];

/** Passes over the training images. At scale paper the longest is asked of rates that gain from more passes. */
const PASSES = [2, 5, 10];

function candidate(rate: number, passes: number): Candidate {
  return {
    name: `rate-${rate}-passes-${passes}`,
    hyperparameters: { hiddenLearningRate: rate },
    hidden: passes,
  };
}

/** How equation (1) learns from spikes; see docs/spiking.md for what decides. */
export const SPIKING_QUESTIONS: readonly Question[] = [
  {
    name: 'spiking-hidden',
    title: 'Equation (1) on spikes: rate and passes of the hidden layer',
    reason:
      'The paper has no spiking network. An image is shown for 16 steps and makes four updates, so that a pass is worth more than one of the proposed rule.',
    column: 'mnist/nonneg/1a',
    rule: 'spiking-hebbian',
    preset: 'best',
    head: 'trained',
    hiddenEpochs: { smoke: 1, quick: 1, paper: 1 },
    shared: { steps: 16 },
    // One at first; docs/spiking.md says which go on to three.
    seeds: { paper: 1 },
    candidates: PASSES.flatMap((passes) => RATES.map((rate) => candidate(rate, passes))),
    taken: {},
  },
];

import type { Candidate, Question } from '../question.ts';

/** Seeds of scale paper: one at first; docs/spiking.md says which go on to three. */
const SCREENED = { paper: 1 } as const;
const DECIDED = { seeds: { paper: 3 } } as const;

function candidate(rate: number, passes: number, changes: Partial<Candidate> = {}): Candidate {
  return {
    name: `rate-${rate}-passes-${passes}`,
    hyperparameters: { hiddenLearningRate: rate },
    hidden: passes,
    ...changes,
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
    seeds: SCREENED,
    candidates: [
      { name: 'untrained', hidden: 0 },
      candidate(0.0005, 1, DECIDED),
      candidate(0.0002, 2),
      ...[0.0005, 0.001].map((rate) => candidate(rate, 2, DECIDED)),
      candidate(0.003, 2),
      candidate(0.0005, 5),
    ],
    taken: { 'spiking, scale paper': 'rate-0.0005-passes-2' },
  },
];

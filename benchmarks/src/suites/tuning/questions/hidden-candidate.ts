import type { Candidate } from '../question.ts';

/** A hidden layer's training: what equation (1) learns from, its rate, and its epochs as a multiple. */
export function hiddenCandidate(learnFrom: 'activity' | 'currents', rate: number, hidden = 1): Candidate {
  const times = hidden === 1 ? '' : `-times-${Number(hidden.toFixed(2))}`;
  return {
    name: `${learnFrom}-${rate}${times}`,
    hyperparameters: { learnFrom, hiddenLearningRate: rate },
    hidden,
  };
}

import type { Candidate, Question } from '../question.ts';

const CANDIDATES: readonly Candidate[] = [
  ...[0.0003, 0.001, 0.003, 0.01, 0.03].map((headLearningRate) => ({
    name: `adam-${headLearningRate}`,
    hyperparameters: { headLearningRate },
  })),
  { name: 'adam-0.001-times-3', hyperparameters: { headLearningRate: 0.001 }, head: 3 },
];

const REASON =
  'All rules but backpropagation share one output layer trained by Adam, on activity scaled to a root mean square of 1. One setting serves them all.';

/** Settings of the gradient-trained output layer. */
export const HEAD_QUESTIONS: readonly Question[] = [
  { name: 'head-proposed', rule: 'hebbian-wp', title: 'proposed rule' },
  { name: 'head-krotov-hopfield', rule: 'krotov-hopfield', title: 'K&H' },
  { name: 'head-control', rule: 'random-features', title: 'control' },
].map(({ name, rule, title }): Question => ({
  name,
  title: `Gradient-trained output layer: Adam’s rate, ${title} with the constraint`,
  reason: REASON,
  column: 'mnist/nonneg/1a',
  rule,
  candidates: CANDIDATES,
  taken: { 'all presets': 'adam-0.003' },
  because:
    'One for all: higher rates help some rules and cost the control accuracy, above all at scale paper, where training is long enough for any of them.',
}));

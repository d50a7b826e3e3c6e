import { hiddenCandidate } from './hidden-candidate.ts';
import type { Question } from '../question.ts';

/** What the paper leaves open about the hidden layers of the proposed rule, and what `best` may choose. */
export const PROPOSED_QUESTIONS: readonly Question[] = [
  {
    name: 'hidden-free',
    title: 'Proposed rule without the constraint: what equation (1) learns from, and how fast',
    reason:
      'The paper prints η = 0.0005, no epochs, and one z for both the update and the forward pass. Without the constraint z may be the activity after the ReLU or the current before it.',
    column: 'mnist/free/1a',
    rule: 'hebbian-wp',
    candidates: [
      hiddenCandidate('activity', 0.0005),
      hiddenCandidate('activity', 0.005),
      hiddenCandidate('currents', 0.0005),
      hiddenCandidate('currents', 0.0005, 10),
      hiddenCandidate('currents', 0.005),
      hiddenCandidate('currents', 0.005, 3),
      hiddenCandidate('currents', 0.005, 10),
    ],
    taken: { paper: 'currents-0.005', best: 'currents-0.005' },
  },
  {
    name: 'hidden-nonneg',
    title: 'Proposed rule with the constraint: rate and length of hidden training',
    reason:
      'The paper prints η = 0.0005 and no epochs. Accuracy, sparsity and robustness pull in different directions: see the suite regime.',
    column: 'mnist/nonneg/1a',
    rule: 'hebbian-wp',
    candidates: [
      hiddenCandidate('activity', 0.0005, 1 / 3),
      hiddenCandidate('activity', 0.0005, 2 / 3),
      hiddenCandidate('activity', 0.0005),
      hiddenCandidate('activity', 0.0005, 2),
      hiddenCandidate('activity', 0.0005, 4),
      hiddenCandidate('activity', 0.0005, 10),
      hiddenCandidate('activity', 0.005, 1 / 3),
      hiddenCandidate('activity', 0.005),
      hiddenCandidate('activity', 0.005, 10),
      hiddenCandidate('currents', 0.0005),
      hiddenCandidate('currents', 0.005),
    ],
    taken: { paper: 'activity-0.005', best: 'activity-0.0005-times-2' },
    because:
      '`paper` takes the regime that the paper describes, in which about 90 % of the weights are zero; `best` takes accuracy at scale paper.',
  },
  {
    name: 'hidden-nonneg-2',
    title: 'Proposed rule, two layers with the constraint: length of hidden training',
    reason: 'As with one layer. Epochs are those of each layer, one after the other.',
    column: 'mnist/nonneg/2',
    rule: 'hebbian-wp',
    preset: 'best',
    candidates: [2 / 13, 4 / 13, 6 / 13].map((hidden) => hiddenCandidate('activity', 0.0005, hidden)),
    taken: { best: 'activity-0.0005-times-0.15' },
    because: 'Two and four epochs differ by less than seeds do; `best` takes the shorter.',
  },
  {
    name: 'cifar-free',
    title: 'Proposed rule without the constraint on colour photographs: rate and length',
    reason:
      'Equation (1) diverges above the inverse of an image’s squared length, which is about ten times that of a digit.',
    column: 'cifar-10/free/1',
    rule: 'hebbian-wp',
    candidates: [
      hiddenCandidate('currents', 0.0005, 1 / 3),
      hiddenCandidate('currents', 0.0005),
      hiddenCandidate('currents', 0.0005, 3),
      hiddenCandidate('currents', 0.001),
      hiddenCandidate('activity', 0.0005),
    ],
    taken: { paper: 'currents-0.0005', best: 'currents-0.0005' },
    because: '`paper` and `best` keep the epochs that digits have here; more of them go on improving it.',
  },
  {
    name: 'cifar-nonneg',
    title: 'Proposed rule with the constraint on colour photographs: rate and length',
    reason: 'As on digits.',
    column: 'cifar-10/nonneg/1',
    rule: 'hebbian-wp',
    candidates: [
      hiddenCandidate('activity', 0.0005, 1 / 3),
      hiddenCandidate('activity', 0.0005),
      hiddenCandidate('activity', 0.0005, 10),
      hiddenCandidate('activity', 0.005),
    ],
    taken: { paper: 'activity-0.0005', best: 'activity-0.0005-times-0.33' },
    because: '`paper` keeps the epochs that digits have.',
  },
];

import { describeFeedbackTraining } from '@hebbench/testkit';
import { expect, test } from 'vitest';
import { directFeedbackAlignment as rule } from '../src/index.ts';

describeFeedbackTraining(rule);

test('the paper preset is the default', () => {
  const architecture = { inputs: 784, hidden: [2000], classes: 10, nonnegative: false };
  const paper = rule.hyperparameters.parse(rule.presets.paper(architecture));
  expect(rule.hyperparameters.parse({})).toEqual(paper);
  expect(paper).toMatchObject({ optimiser: 'rmsprop', learningRate: 1e-4, batchSize: 64, feedbackScale: 1 });
});

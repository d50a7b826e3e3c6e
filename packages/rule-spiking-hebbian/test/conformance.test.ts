import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

// A few steps are enough for every invariant, and each is a product.
const few = { steps: 4, updateEvery: 2 };

describeRule(rule, {
  variant: 'random spikes',
  hyperparameters: few,
  exceptions: {
    'convolutions learn from patches':
      'random spikes are those of an image, and the same pixels in a patch would have others',
  },
});
describeRule(rule, {
  variant: 'evenly spaced spikes, leak',
  hyperparameters: { ...few, code: 'regular', membraneTimeConstant: 20, activityThreshold: -0.5 },
});
describeRule(rule, {
  variant: 'evenly spaced spikes, equations (2) to (5) in the output layer',
  hyperparameters: { ...few, code: 'regular', perturbedHead: {} },
});

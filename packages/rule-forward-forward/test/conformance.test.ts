import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

describeRule(rule);
describeRule(rule, {
  variant: 'mean goodness, uniform negatives, label beside the image',
  hyperparameters: { goodness: 'mean', negatives: 'uniform', label: 'beside', labelStrength: 2 },
});

import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

describeRule(rule);
describeRule(rule, {
  variant: 'equation (6) at inputs',
  hyperparameters: { normalisation: { at: 'inputs' } },
});
describeRule(rule, {
  variant: 'constants of each unit',
  hyperparameters: { normalisation: { statistics: 'units', rescale: 'layer-maximum' } },
});

import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

const exceptions = { 'training changes every kernel': 'the control trains its output layer alone' };

describeRule(rule, { exceptions });
describeRule(rule, {
  variant: 'equation (6) at inputs and currents, to unit length',
  hyperparameters: { normalisation: { at: 'both', rescale: 'length' } },
  exceptions,
});
describeRule(rule, {
  variant: 'constants of each input',
  hyperparameters: { normalisation: { at: 'inputs', statistics: 'units', rescale: 'unit-maximum' } },
  exceptions,
});

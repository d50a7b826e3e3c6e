import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

describeRule(rule);
describeRule(rule, {
  variant: 'soft anti-Hebbian, triangle, centred inputs',
  hyperparameters: { losers: 'anti-hebbian', activation: 'triangle', inputs: 'centred', start: 'normal' },
});
describeRule(rule, {
  variant: 'ReLU squared, mean over the samples, one rate',
  hyperparameters: {
    activation: 'relu',
    inputs: 'unit-length',
    power: 2,
    scaling: 'samples',
    normPower: 0,
    startNorm: 1,
    schedule: 'linear',
  },
});
describeRule(rule, {
  variant: 'standardised channels, a power below 1, values by layer',
  hyperparameters: {
    losers: 'anti-hebbian',
    activation: 'triangle',
    inputs: 'standardised',
    start: 'normal',
    startNorm: 5,
    learningRate: [0.1, 0.05],
    inverseTemperature: [2, 1],
    power: [0.7, 1.4],
  },
});

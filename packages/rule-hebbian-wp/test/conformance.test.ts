import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

describeRule(rule, { variant: 'bp head' });
describeRule(rule, { variant: 'wp head', hyperparameters: { head: 'wp' } });
describeRule(rule, {
  variant: 'wp head, antithetic pairs',
  hyperparameters: { head: 'wp', perturbations: 3, antithetic: true },
});
describeRule(rule, {
  variant: 'wp head, perturbations of rank one',
  hyperparameters: { head: 'wp', perturbations: 3, antithetic: true, perturbationForm: 'rank-one' },
});
describeRule(rule, {
  variant: 'wp head on deviations from the means',
  hyperparameters: { head: 'wp', outputInput: 'centred' },
});
describeRule(rule, {
  variant: 'joint schedule, wp head',
  hyperparameters: { schedule: 'joint', head: 'wp' },
});
describeRule(rule, { variant: 'joint schedule, bp head', hyperparameters: { schedule: 'joint' } });
describeRule(rule, { variant: 'lower threshold', hyperparameters: { activityThreshold: -1 } });
describeRule(rule, {
  variant: 'equation (6) at inputs, x normalised',
  hyperparameters: { normalisation: { at: 'inputs', gain: 'length' }, learnInput: 'normalised' },
});
describeRule(rule, {
  variant: 'equation (6) at inputs and currents, clipped, z before the rescale, wp head on present weights',
  hyperparameters: {
    normalisation: { at: 'both', gain: 'mean', rescale: 'clip', lastLayer: 'as-it-is' },
    learnFrom: 'response',
    head: 'wp',
    perturbs: 'present',
  },
});
describeRule(rule, {
  variant: 'joint schedule, equation (6) at inputs',
  hyperparameters: {
    schedule: 'joint',
    normalisation: { at: 'inputs', pixels: 'as-they-are', rescale: 'min-max' },
    learnInput: 'normalised',
  },
});
describeRule(rule, {
  variant: 'constants of each input, x normalised, by the largest response of each unit',
  hyperparameters: {
    normalisation: { at: 'inputs', statistics: 'units', rescale: 'unit-maximum' },
    learnInput: 'normalised',
  },
});
describeRule(rule, {
  variant: 'joint schedule, constants of a layer',
  hyperparameters: {
    schedule: 'joint',
    normalisation: { statistics: 'layer', gain: 'mean', rescale: 'layer-maximum' },
  },
});

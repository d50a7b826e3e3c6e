import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

describeRule(rule, { variant: 'weights' });
describeRule(rule, {
  variant: 'weights, antithetic signs, Adam',
  hyperparameters: { antithetic: true, noise: 'signs', perturbations: 2, optimiser: 'adam' },
});
describeRule(rule, { variant: 'nodes', hyperparameters: { perturb: 'nodes' } });
describeRule(rule, {
  variant: 'nodes, antithetic, Adam',
  hyperparameters: { perturb: 'nodes', antithetic: true, perturbations: 2, optimiser: 'adam' },
});

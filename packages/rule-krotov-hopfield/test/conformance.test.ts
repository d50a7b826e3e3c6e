import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

describeRule(rule);
describeRule(rule, { variant: 'ReLU', hyperparameters: { power: 1 } });
describeRule(rule, { variant: 'inputs as they are', hyperparameters: { inputs: 'as-they-are', power: 1 } });

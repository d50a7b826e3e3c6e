import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

describeRule(rule);
describeRule(rule, { variant: "Oja's subspace", hyperparameters: { reconstruction: 'subspace' } });
describeRule(rule, { variant: 'linear', hyperparameters: { learnFrom: 'currents' } });

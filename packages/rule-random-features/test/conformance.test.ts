import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

describeRule(rule, {
  exceptions: { 'training changes every kernel': 'the control trains its output layer alone' },
});

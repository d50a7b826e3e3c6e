import { describeRule } from '@hebbench/testkit';
import rule from '../src/index.ts';

describeRule(rule);

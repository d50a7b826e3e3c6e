export { architectures, trials, unitRows, type Trial } from './arbitraries.ts';
export { CHECKS, type CheckName } from './checks/index.ts';
export type { Check } from './checks/check.ts';
export { describeRule, type DescribeRuleOptions } from './describe-rule.ts';
export { copyWeights, createTrainer, trainTrial, type TrialSettings } from './training.ts';

export { architectures, trials, unitRows, type Form, type Trial, type TrialOptions } from './arbitraries.ts';
export { CHECKS, type CheckName } from './checks/index.ts';
export type { Check } from './checks/check.ts';
export { TrialNetworks, type TrainedNetwork, type WeightThen } from './networks.ts';
export {
  DATASET_CHECKS,
  type DatasetCheck,
  type DatasetCheckName,
  type DescribeDatasetOptions,
} from './datasets/checks.ts';
export { describeDataset } from './datasets/describe-dataset.ts';
export { describeRule, type DescribeRuleOptions } from './describe-rule.ts';
export { copyWeights, createTrainer, trainTrial, type TrialSettings } from './training.ts';
export { describeFeedbackTraining } from './feedback/describe-feedback-training.ts';
export {
  feedbackProblems,
  isSmooth,
  onFeedbackExample,
  type DrawFeedback,
  type FeedbackExample,
  type FeedbackProblem,
} from './feedback/example.ts';
export { expectFeedbackUpdate, expectLastGradients, rowTimes, type HiddenErrors } from './feedback/twin.ts';

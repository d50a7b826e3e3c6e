import directFeedbackAlignment from '@hebbench/rule-direct-feedback-alignment';

const architecture = { inputs: 784, hidden: [2000, 2000], classes: 10, nonnegative: false };
console.log(
  directFeedbackAlignment.hyperparameters.parse(directFeedbackAlignment.presets.best(architecture)),
);

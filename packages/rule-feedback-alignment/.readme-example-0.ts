import feedbackAlignment from '@hebbench/rule-feedback-alignment';

const architecture = { inputs: 784, hidden: [2000, 2000], classes: 10, nonnegative: false };
console.log(feedbackAlignment.hyperparameters.parse(feedbackAlignment.presets.best(architecture)));

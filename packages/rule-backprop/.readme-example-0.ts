import backprop from '@hebbench/rule-backprop';

const architecture = { inputs: 784, hidden: [2000], classes: 10, nonnegative: true };
console.log(backprop.hyperparameters.parse(backprop.presets.best(architecture)));

export { backprop as default, backprop } from './rule.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';

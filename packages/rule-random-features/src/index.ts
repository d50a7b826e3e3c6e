export { randomFeatures as default, randomFeatures } from './rule.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';

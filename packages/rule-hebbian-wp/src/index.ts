export { hebbianWp as default, hebbianWp } from './rule.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
export { hebbianStep, type HebbianOptions } from './hebbian.ts';

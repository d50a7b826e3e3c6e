export { perturbation as default, perturbation } from './rule.ts';
export { hyperparametersSchema, type EstimateOptions, type Hyperparameters } from './hyperparameters.ts';
export { nodePerturbation } from './node-perturbation.ts';
export { drawNoise, type Noise } from './noise.ts';
export { weightPerturbation } from './weight-perturbation.ts';

export { hebbianWp as default, hebbianWp } from './rule.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
export { hebbianStep } from './hebbian.ts';
export { outputHebbian } from './output-hebbian.ts';
export { drawPerturbation, perturbationStep } from './perturbation.ts';

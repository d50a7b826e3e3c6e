export { hebbianWp as default, hebbianWp } from './rule.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
export { hebbianStep, type HebbianOptions } from './hebbian.ts';
export { outputHebbian } from './output-hebbian.ts';
export { drawPerturbation, perturbationStep, type PerturbationSetting } from './perturbation.ts';
export { drawSigns, rankOneStep, type RankOneSetting } from './rank-one.ts';
export { signPatterns } from './sign-patterns.ts';

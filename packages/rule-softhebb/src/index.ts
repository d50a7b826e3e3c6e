export { softhebb as default, softhebb } from './rule.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
export { passedActivation, type Passed, type PassedOptions } from './activation.ts';
export { compete, type CompetitionOptions, type Losers } from './competition.ts';
export { checkConvergence, type Convergence } from './convergence.ts';
export { centred, unitLength, type Inputs } from './inputs.ts';
export { softHebbStep, unitRate, type Answers, type PlasticityOptions, type Scaling } from './plasticity.ts';

export { krotovHopfield as default, krotovHopfield } from './rule.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';

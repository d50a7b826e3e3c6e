export { hpca as default, hpca } from './rule.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
export { orthonormality, type Orthonormality } from './orthonormality.ts';
export { pcaStep, upperTriangle, type PcaOptions, type Reconstruction } from './pca-step.ts';

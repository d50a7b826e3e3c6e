export { forwardForward as default, forwardForward } from './rule.ts';
export { goodnessGradient, goodnessOf, type Goodness, type GoodnessOptions } from './goodness.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
export { embedLabels, labelledWidth, type LabelPlace } from './label.ts';
export { layerStep, type LayerStep } from './layer-step.ts';
export { hardWrongLabels, uniformWrongLabels, type NegativeLabels } from './negative-labels.ts';
export { createGoodnessNetwork, type GoodnessNetwork, type NetworkStart } from './network.ts';

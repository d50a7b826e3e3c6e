export { forwardForward as default, forwardForward } from './rule.ts';
export { GOODNESSES, goodnessGradient, goodnessOf, type Goodness, type GoodnessOptions } from './goodness.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
export { embedLabels, LABEL_PLACES, labelledWidth, type LabelPlace } from './label.ts';
export { layerStep, type LayerStep } from './layer-step.ts';
export {
  hardWrongLabels,
  NEGATIVE_LABELS,
  uniformWrongLabels,
  type NegativeLabels,
} from './negative-labels.ts';
export { createGoodnessNetwork, type GoodnessNetwork, type NetworkStart } from './network.ts';
export type { LayerKind } from './layer.ts';

export { spikingHebbian as default, spikingHebbian } from './rule.ts';
export { hyperparametersSchema, type Hyperparameters } from './hyperparameters.ts';
export { followSpikes, traceStep, type TraceStepOptions } from './trace-step.ts';
export { present, type PresentationOptions } from './presentation.ts';

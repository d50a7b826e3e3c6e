export { interspikeInterval, rheobase, spikeTimes, stepsToSpike } from './closed-form.ts';
export { CARRIED, type Carried } from './conversion-form.ts';
export { convert, type ConversionOptions } from './convert.ts';
export { actsOnMean, drivenAnswer, fillDrive, shareOfLargest, type Drive } from './drive.ts';
export { createEncoder, type Code, type Encoder, type EncoderOptions } from './encoders.ts';
export { denseEnergy, ENERGY_45_NM, ENERGY_NOTE, spikingEnergy } from './energy.ts';
export { fanOutOf, type FanOut } from './fan-out.ts';
export type { Decisions } from './first-spike.ts';
export {
  createSpikingNetwork,
  type SpikingLayer,
  type SpikingNetwork,
  type SpikingOutput,
} from './network.ts';
export { createSpikingModel, IMAGES_AT_ONCE, inParts, rateOf, type SpikingModelOptions } from './model.ts';
export { checkSteps, neuronOf, type Neuron, type NeuronParameters, type Reset } from './neuron.ts';
export { createNeurons, type Neurons } from './neurons.ts';
export {
  createOperationCounter,
  meanOperations,
  type CountedRun,
  type DenseOperations,
  type OperationCounter,
  type Operations,
} from './operations.ts';
export type { InputCode } from './runs.ts';
export { simulate, simulateRates, type Glance, type Simulation, type SimulationOptions } from './simulate.ts';
export { createLayerRun, type Incoming, type LayerRun } from './layer-run.ts';
export { withSurrogate } from './surrogate.ts';
export { tidied } from './tidied.ts';
export { createSynapses, EVENT_SHARE, eventProduct, type ProductForm, type Synapses } from './synapses.ts';

/**
 * What the authors' published code trains its fully connected network for MNIST with; frozen. There it has 2000 units,
 * one epoch without labels and ten with.
 */
export const PAPER_PRESET = Object.freeze({
  inverseTemperature: 12,
  losers: 'hebbian',
  learningRate: 0.045,
  normPower: 0.2,
  scaling: 'largest',
  schedule: 'constant',
  batchSize: 32,
  activation: 'softmax',
  activationInverseTemperature: 5,
  inputs: 'as-is',
  start: 'positive',
  startNorm: 35,
});

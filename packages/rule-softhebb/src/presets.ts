import { readsPhotographs, type Architecture } from '@hebbench/core';

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

/**
 * What the authors' published code trains its convolutional network for CIFAR-10 with, of 96, 384 and 1536 channels, in one
 * epoch; frozen. There all layers learn at once, and what lies beyond the edges of an image is its mirror image.
 */
export const PAPER_CONVOLUTION_PRESET = Object.freeze({
  inverseTemperature: Object.freeze([1, 0.65, 0.25]),
  losers: 'anti-hebbian',
  learningRate: Object.freeze([0.08, 0.005, 0.01]),
  normPower: 0.5,
  scaling: 'largest',
  schedule: 'constant',
  batchSize: 10,
  activation: 'triangle',
  power: Object.freeze([0.7, 1.4, 1]),
  inputs: 'standardised',
  start: 'normal',
  startNorm: 25,
});

/** The authors' values for the kind of network. */
export function paperPreset({ layers }: Architecture): Readonly<Record<string, unknown>> {
  return layers?.some(({ kind }) => kind === 'conv') ? PAPER_CONVOLUTION_PRESET : PAPER_PRESET;
}

/**
 * Ours, chosen on the validation split: currents as cosines, so that one temperature serves images and hidden activity
 * of any length, and fewer, larger steps that come down from a lower start. Photographs differ less in direction than
 * drawings do: theirs are centred, and compete more softly. The triangle does as well as a softmax in one layer, and
 * leaves a second one more to learn from.
 */
export function bestPreset(architecture: Architecture): Readonly<Record<string, unknown>> {
  const tuned = readsPhotographs(architecture)
    ? { inputs: 'centred', inverseTemperature: 30, power: 2 }
    : { inputs: 'unit-length', inverseTemperature: 110, power: 3 };
  return Object.freeze({
    ...PAPER_PRESET,
    learningRate: 0.1,
    schedule: 'linear',
    batchSize: 100,
    activation: 'triangle',
    startNorm: 5,
    ...tuned,
  });
}

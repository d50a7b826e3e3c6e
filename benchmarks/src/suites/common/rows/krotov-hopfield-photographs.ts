import type { Scale } from '@hebbench/core';
import type { OutputLayer } from './output-layer.ts';

/** What Krotov and Hopfield's rule runs on photographs. */
export interface PhotographSettings extends Partial<OutputLayer> {
  /** Samples per update of the hidden layer. */
  readonly batchSize: number;
  /** Power n of the activation; its authors print none for this network. */
  readonly power: number;
}

/** Their settings for CIFAR-10, where they differ from those for MNIST. */
const PRINTED = { rank: 2, antiHebbian: 0.3, learningRate: 0.02 };

/**
 * For budgets in which units do not come near unit norm: their authors' batches of 1000 make too few updates of a small
 * set, and a higher power loses (suite `tuning`, `batch-cifar` and `power-cifar` at scale quick).
 */
const UNSETTLED_UNITS: PhotographSettings = { batchSize: 100, power: 4.5 };

/**
 * For budgets in which units settle. They have much in common then, so that images differ in the strongest few, and an
 * output layer needs a high power and a high rate to tell them apart (suite `tuning`, questions
 * `settled-cifar` and `settled-cifar-nonneg`).
 */
const SETTLED_UNITS: PhotographSettings = {
  batchSize: 1000,
  power: 16,
  headInput: 'centred',
  headLearningRate: 0.03,
};

/** What is run at each scale. */
export const PHOTOGRAPH_SETTINGS: Readonly<Record<Scale, PhotographSettings>> = {
  smoke: UNSETTLED_UNITS,
  quick: UNSETTLED_UNITS,
  paper: SETTLED_UNITS,
};

/** Hyperparameters of the rule's network on photographs. */
export function krotovHopfieldPhotographs(settings: PhotographSettings): Readonly<Record<string, unknown>> {
  return { ...PRINTED, ...settings };
}

import { readsPhotographs, type Architecture } from '@hebbench/core';

/**
 * What Hinton's published code trains with, but for its optimiser: it has momentum where this rule has Adam. The paper
 * itself prints no rates. An image that is too small for its label has the label beside it. Frozen.
 */
export function paperPreset({ inputs, classes }: Architecture): Readonly<Record<string, unknown>> {
  return Object.freeze({
    goodness: 'sum',
    threshold: 1,
    label: inputs < classes ? 'beside' : 'overlay',
    labelStrength: 1,
    negatives: 'hard',
    learningRate: 0.01,
    schedule: 'linear',
    batchSize: 100,
  });
}

/**
 * Ours, chosen on the validation split: a label that stands out from the image, and a rate short of the one at which
 * all units die in the first updates, which is lower for photographs and higher with the constraint.
 */
export function bestPreset(architecture: Architecture): Readonly<Record<string, unknown>> {
  const { nonnegative } = architecture;
  const tuned = readsPhotographs(architecture)
    ? { labelStrength: nonnegative ? 3 : 10, learningRate: nonnegative ? 0.003 : 0.001 }
    : { labelStrength: 3, learningRate: nonnegative ? 0.03 : 0.01 };
  return Object.freeze({ ...paperPreset(architecture), ...tuned });
}

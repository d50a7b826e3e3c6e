import { readsPhotographs, type Architecture } from '@hebbench/core';

/** What the authors train with, by their published code, for every data set but ImageNet; frozen. */
export const PAPER_PRESET = Object.freeze({
  reconstruction: 'sequential',
  learnFrom: 'activity',
  learningRate: 0.001,
  batchSize: 64,
});

/**
 * Ours, chosen on the validation split: Oja's subspace rule, which does better than Sanger's in depth and with the
 * constraint, and needs no units × units product. η is near the largest that is stable. That goes with the inverse of
 * the squared length of the images, which for colour photographs is about ten times that of digits.
 */
export function bestPreset(architecture: Architecture): Readonly<Record<string, unknown>> {
  const learningRate = architecture.nonnegative ? 0.001 : 0.02;
  return Object.freeze({
    ...PAPER_PRESET,
    reconstruction: 'subspace',
    learningRate: readsPhotographs(architecture) ? learningRate / 10 : learningRate,
  });
}

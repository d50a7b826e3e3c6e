import type { Architecture } from '@hebbench/core';

/** What the authors train with, by their published code, for every data set but ImageNet; frozen. */
export const PAPER_PRESET = Object.freeze({
  reconstruction: 'sequential',
  learnFrom: 'activity',
  learningRate: 0.001,
  batchSize: 64,
});

/** Largest number of inputs that counts as a drawing's rather than a photograph's. */
const DRAWING = 1000;

/**
 * Ours, chosen on the validation split: Oja's subspace rule, which does better than Sanger's in depth and with the
 * constraint, and needs no units × units product. η is near the largest that is stable. That goes with the inverse of
 * the squared length of the images, which for colour photographs is about ten times that of digits.
 */
export function bestPreset({ inputs, nonnegative }: Architecture): Readonly<Record<string, unknown>> {
  const learningRate = nonnegative ? 0.001 : 0.02;
  return Object.freeze({
    ...PAPER_PRESET,
    reconstruction: 'subspace',
    learningRate: inputs > DRAWING ? learningRate / 10 : learningRate,
  });
}

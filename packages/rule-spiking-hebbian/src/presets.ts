import { readsPhotographs, type Architecture } from '@hebbench/core';

/** What the paper prints of equation (1), as the proposed rule's preset takes it; spikes are not in the paper. */
export function paperPreset({ nonnegative }: Architecture): Readonly<Record<string, unknown>> {
  return Object.freeze({ hiddenLearningRate: nonnegative ? 0.005 : 0.0005, hiddenBatchSize: 100 });
}

/**
 * Ours. With the constraint, within chance of the most accurate rate on validation images at the paper’s sizes (suite `tuning`,
 * question `spiking-hidden`). Without it, the proposed rule’s.
 */
export function bestPreset(architecture: Architecture): Readonly<Record<string, unknown>> {
  const slow = architecture.nonnegative || readsPhotographs(architecture);
  return Object.freeze({ hiddenLearningRate: slow ? 0.001 : 0.005, hiddenBatchSize: 100 });
}

import { readsPhotographs, type Architecture } from '@hebbench/core';

/**
 * What Nøkland's published code trains networks with by feedback alignment: RMSprop at 1e-4, batches of 64, feedback
 * weights in U[±1/√n]. Frozen. Lillicrap et al. print η = 1e-3 and a weight decay of 1e-6 for MNIST, which belong to
 * sigmoid units and a squared error, and no scale of the feedback weights.
 */
export const PAPER_PRESET = Object.freeze({
  feedbackScale: 1,
  optimiser: 'rmsprop',
  learningRate: 1e-4,
  schedule: 'constant',
  batchSize: 64,
});

/** Ours, chosen on the validation split: Adam, at a rate that falls with depth, and is lower for photographs. */
export function bestPreset(architecture: Architecture): Readonly<Record<string, unknown>> {
  const ofPhotographs = architecture.nonnegative ? 0.003 : 0.001;
  const highest = readsPhotographs(architecture) ? ofPhotographs : Infinity;
  return Object.freeze({
    feedbackScale: 1,
    optimiser: 'adam',
    learningRate: Math.min(highest, rateOfDepth(architecture)),
    schedule: 'cosine',
    batchSize: 100,
  });
}

function rateOfDepth({ hidden, nonnegative }: Architecture): number {
  if (hidden.length === 1) return 0.01;
  if (hidden.length === 2) return 0.003;
  return nonnegative ? 3e-4 : 1e-3;
}

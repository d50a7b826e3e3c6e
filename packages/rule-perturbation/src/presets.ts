import type { Architecture } from '@hebbench/core';

/**
 * Equation (3) of the benchmark's paper (Inoue, Röhrbein and Knoblauch 2026) on all layers, with the values that the
 * paper prints for its output layer: σ² = 0.00016, one perturbation a batch of 2000, and η²β = 0.0005² × 87500 as the
 * step size. Frozen. The sources of the method print none for a network of this size.
 */
export const PAPER_PRESET = Object.freeze({
  perturb: 'weights',
  variance: 0.00016,
  perturbations: 1,
  antithetic: false,
  noise: 'normal',
  optimiser: 'sgd',
  learningRate: 0.021_875,
  schedule: 'constant',
  batchSize: 2000,
});

/**
 * Ours, chosen on the validation split: node perturbation, many antithetic draws an update. Deep networks with the
 * constraint want small steps, as they do under backpropagation.
 */
export function bestPreset({ hidden, nonnegative }: Architecture): Readonly<Record<string, unknown>> {
  return Object.freeze({
    perturb: 'nodes',
    variance: 0.00016,
    perturbations: 8,
    antithetic: true,
    noise: 'signs',
    optimiser: 'adam',
    learningRate: nonnegative && hidden.length > 2 ? 1e-4 : 3e-3,
    schedule: 'cosine',
    batchSize: 100,
  });
}

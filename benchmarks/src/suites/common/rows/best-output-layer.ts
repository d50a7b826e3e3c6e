/** β of equation (4) as printed. */
export const PRINTED_BETA = 87_500;

/**
 * What differs from the preset `best` in its output layer trained by weight perturbation, without the constraint: it
 * learns from the units' deviations from their means, which bear four times the preset's β. Chosen at the paper's sizes
 * (suite `tuning`, question `best-output-free`).
 */
export const BEST_FREE_OUTPUT = { outputInput: 'centred', beta: 512 * PRINTED_BETA } as const;

/**
 * The same with the constraint, where it starts far from 0, too: weights that reach 0 are no longer changed
 * by their perturbation (equation (3)), and a constant that is added to a unit's weights to all classes changes no probability. Chosen with
 * the lengths of training (suite `tuning`, question `hidden-nonneg-output`).
 */
export const BEST_NONNEGATIVE_OUTPUT = {
  ...BEST_FREE_OUTPUT,
  outputInitial: { kind: 'uniform', low: 2, high: 2.09 },
} as const;

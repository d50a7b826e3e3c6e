/** β of equation (4) as printed. */
export const PRINTED_BETA = 87_500;

/**
 * What differs from the preset `best` in its output layer trained by weight perturbation, without the constraint: it
 * learns from the units' deviations from their means, which bear four times the preset's β. Chosen at the paper's sizes
 * (suite `tuning`, question `best-output-free`).
 */
export const BEST_FREE_OUTPUT = { outputInput: 'centred', beta: 512 * PRINTED_BETA } as const;

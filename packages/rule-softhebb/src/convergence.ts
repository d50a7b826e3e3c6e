/** How far a layer's units are from the rule's attractor, weight vectors of length 1. */
export interface Convergence {
  /** Share of units whose norm is within 5 % of 1. */
  readonly convergedShare: number;
  /** Mean norm of all units. */
  readonly meanNorm: number;
}

const TOLERANCE = 0.05;

/**
 * Checks that units settled at norm 1.
 * @param weights - `[units, inputs]`, row by row
 */
export function checkConvergence(weights: Float32Array, units: number): Convergence {
  const inputs = weights.length / units;
  const norms = Array.from({ length: units }, (_, k) =>
    Math.sqrt(weights.subarray(k * inputs, (k + 1) * inputs).reduce((sum, w) => sum + w * w, 0)),
  );
  return {
    convergedShare: norms.filter((norm) => Math.abs(norm - 1) <= TOLERANCE).length / units,
    meanNorm: norms.reduce((sum, norm) => sum + norm, 0) / units,
  };
}

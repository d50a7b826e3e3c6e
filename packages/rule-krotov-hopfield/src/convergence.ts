/** How far a layer's units are from the rule's attractor. */
export interface Convergence {
  /** Share of units whose p-norm is within 5 % of 1. */
  readonly convergedShare: number;
  /** Share of units without a positive weight: they never respond to an image. */
  readonly deadShare: number;
}

const TOLERANCE = 0.05;

/**
 * Checks that units settled at unit p-norm: `Σ_i |W_iμ|^p = 1`.
 * @param weights - `[units, inputs]`, row by row
 */
export function checkConvergence(weights: Float32Array, units: number, norm: number): Convergence {
  const sums = new Float64Array(units);
  const positive = new Uint8Array(units);
  const inputs = weights.length / units;
  weights.forEach((w, at) => {
    const unit = Math.floor(at / inputs);
    sums[unit]! += Math.abs(w) ** norm;
    if (w > 0) positive[unit] = 1;
  });
  const norms = sums.map((sum) => sum ** (1 / norm));
  return {
    convergedShare: norms.filter((each) => Math.abs(each - 1) <= TOLERANCE).length / units,
    deadShare: 1 - positive.reduce((count, each) => count + each, 0) / units,
  };
}

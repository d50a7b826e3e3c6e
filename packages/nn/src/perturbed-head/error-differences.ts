/** A batch as {@link errorDifferences} sees it. */
export interface PerturbedBatch {
  /** Class scores of the unperturbed kernel, sample after sample. */
  readonly scores: Float32Array;
  /** What each perturbation adds to them, perturbation after perturbation in each sample. */
  readonly shifts: Float32Array;
  /** Class of each sample. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
}

/**
 * `E(w + ξ) − E(w)` for each perturbation ξ, or `E(w + ξ) − E(w − ξ)`, where E is the mean cross-entropy of the batch:
 * `E_n = log Σ_k e^{y_k} − y_label`. In float64, as the two sides are nearly equal.
 * @param antithetic - whether the other side is w − ξ
 * @returns perturbation after perturbation
 */
export function errorDifferences(
  { scores, shifts, labels, classes }: PerturbedBatch,
  antithetic: boolean,
): Float64Array {
  const samples = labels.length;
  const perturbations = shifts.length / scores.length;
  const sums = new Float64Array(perturbations);
  const own = new Float64Array(classes);
  const moved = new Float64Array(classes);
  for (let n = 0; n < samples; n++) {
    for (let k = 0; k < classes; k++) own[k] = scores[n * classes + k]!;
    const label = labels[n]!;
    const unperturbed = antithetic ? 0 : logSumExp(own) - own[label]!;
    for (let p = 0; p < perturbations; p++) {
      const start = (n * perturbations + p) * classes;
      for (let k = 0; k < classes; k++) moved[k] = own[k]! + shifts[start + k]!;
      const up = logSumExp(moved) - moved[label]!;
      let other = unperturbed;
      if (antithetic) {
        for (let k = 0; k < classes; k++) moved[k] = own[k]! - shifts[start + k]!;
        other = logSumExp(moved) - moved[label]!;
      }
      sums[p] = sums[p]! + up - other;
    }
  }
  return sums.map((sum) => sum / samples);
}

/** `log Σ e^y`, without leaving the range of numbers. */
function logSumExp(y: Float64Array): number {
  let largest = -Infinity;
  for (let k = 0; k < y.length; k++) if (y[k]! > largest) largest = y[k]!;
  let total = 0;
  for (let k = 0; k < y.length; k++) total += Math.exp(y[k]! - largest);
  return largest + Math.log(total);
}

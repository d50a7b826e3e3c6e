/**
 * Sarle's bimodality coefficient, (skewness² + 1) / kurtosis: 1/3 for a normal distribution, 5/9 for a uniform one,
 * above it where there may be two peaks (SAS/STAT 1990; Pfister et al. 2013).
 * @returns `undefined` for fewer than four values, or values that are all the same
 */
export function bimodalityCoefficient(values: ArrayLike<number>): number | undefined {
  const n = values.length;
  if (n < 4) return undefined;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let [m2, m3, m4] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const d = values[i]! - mean;
    m2 += d ** 2 / n;
    m3 += d ** 3 / n;
    m4 += d ** 4 / n;
  }
  if (m2 <= 1e-24 * mean ** 2 || m2 === 0) return undefined;
  return (m3 ** 2 / m2 ** 3 + 1) / (m4 / m2 ** 2);
}

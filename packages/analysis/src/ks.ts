/**
 * Largest difference of the empirical and a given cumulative distribution (Kolmogorov–Smirnov), in [0, 1].
 * @param sorted - rising
 */
export function ksDistance(sorted: Float64Array, cdf: (x: number) => number): number {
  let largest = 0;
  for (let i = 0; i < sorted.length; i++) {
    const expected = cdf(sorted[i]!);
    largest = Math.max(
      largest,
      Math.abs(expected - i / sorted.length),
      Math.abs(expected - (i + 1) / sorted.length),
    );
  }
  return largest;
}

import type { WeightSample } from './sample.ts';

/** A point of a figure. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** Points from low to 1, evenly spaced in the logarithm. */
export function logSpaced(low: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low ** (1 - i / (count - 1)));
}

/** Density in bins of equal width in the logarithm; empty bins are left out. */
export function logBinnedDensity({ values, low }: WeightSample, bins: number): CurvePoint[] {
  const counts = new Float64Array(bins);
  const width = -Math.log(low) / bins;
  for (const x of values) counts[Math.min(bins - 1, Math.floor(Math.log(x / low) / width))]!++;
  return Array.from(counts, (count, bin) => {
    const [from, to] = [low * Math.exp(bin * width), low * Math.exp((bin + 1) * width)];
    return { x: Math.sqrt(from * to), y: count / values.length / (to - from) };
  }).filter(({ y }) => y > 0);
}

/** Share of the weights above x, at points from low to 1; zeros are left out. */
export function complementaryCdf({ values, low }: WeightSample, points: number): CurvePoint[] {
  const sorted = values.toSorted();
  return logSpaced(low, points)
    .map((x) => ({ x, y: 1 - below(sorted, x) / sorted.length }))
    .filter(({ y }) => y > 0);
}

/** Quantiles of the weights (y) against those of a distribution (x), at evenly spaced shares. */
export function quantiles(
  { values, low }: WeightSample,
  cdf: (x: number) => number,
  points: number,
): CurvePoint[] {
  const sorted = values.toSorted();
  return Array.from({ length: points }, (_, i) => {
    const share = (i + 0.5) / points;
    return { x: inverse(cdf, share, low), y: sorted[Math.floor(share * sorted.length)]! };
  });
}

function below(sorted: Float64Array, x: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inverse(cdf: (x: number) => number, share: number, from: number): number {
  let [low, high] = [from, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (cdf(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

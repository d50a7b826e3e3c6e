import type { Moments } from './moments.ts';

/** Points and weights of a quadrature in the logarithm of x, on [low, high]. */
export interface Support {
  readonly low: number;
  /** Rising, from low to high. */
  readonly points: Float64Array;
  /** (ln x − logMean) / logSd at the points. */
  readonly standard: Float64Array;
  /** Of the trapezoidal rule in ln x, times dx/d ln x. */
  readonly weights: Float64Array;
  /** Distance of the points where the weights are, in standard deviations of their logarithms. */
  readonly step: number;
}

const POINTS = 800;
/** Points on a standard deviation of the logarithms, and standard deviations to either side that have them. */
const FINE_POINTS = 50;
const FINE_REACH = 8;

/**
 * The support [low, 1] of weights scaled to a largest one of 1 and cut below `low`. Points lie evenly over all of it,
 * and as closely as the weights themselves where these are: else a density narrower than the distance of two points
 * would have no integral to speak of, and any likelihood.
 * @param low - in (0, 1)
 * @param high - where it ends instead, in (low, 1]
 */
export function supportFrom(low: number, moments: Moments, high = 1): Support {
  const { logMean, logSd } = moments;
  const [from, to] = [Math.log(low), Math.log(high)];
  const coarse = (to - from) / (POINTS - 1);
  const fine = logSd / FINE_POINTS;
  const logs = Array.from({ length: POINTS - 2 }, (_, i) => from + coarse * (i + 1));
  if (fine < coarse)
    for (let i = -FINE_REACH * FINE_POINTS; i <= FINE_REACH * FINE_POINTS; i++) logs.push(logMean + fine * i);
  const inside = [...new Set(logs)].filter((log) => log > from && log < to);
  const sorted = Float64Array.from([from, ...inside, to]).toSorted();
  const points = sorted.map(Math.exp);
  points[0] = low;
  points[points.length - 1] = high;
  const last = sorted.length - 1;
  return {
    low,
    points,
    standard: sorted.map((log) => (log - logMean) / logSd),
    weights: points.map((x, i) => (x * (sorted[Math.min(i + 1, last)]! - sorted[Math.max(i - 1, 0)]!)) / 2),
    step: Math.min(coarse, fine) / logSd,
  };
}

/**
 * Logarithm of the integral of `exp(logDensity)` over the support.
 * @param logDensity - of (ln x − logMean) / logSd
 */
export function logNormaliser(logDensity: (u: number) => number, { standard, weights }: Support): number {
  // Plain loops: fits spend their time here.
  const logs = new Float64Array(standard.length);
  let largest = -Infinity;
  for (let i = 0; i < logs.length; i++) {
    const log = logDensity(standard[i]!);
    logs[i] = log;
    if (log > largest) largest = log;
  }
  if (!Number.isFinite(largest)) return Number.NaN;
  let sum = 0;
  for (let i = 0; i < logs.length; i++) sum += weights[i]! * Math.exp(logs[i]! - largest);
  return largest + Math.log(sum);
}

/**
 * The cumulative distribution at the support's points, from 0 to 1.
 * @param logDensity - of (ln x − logMean) / logSd
 */
export function cumulative(logDensity: (u: number) => number, { points, standard }: Support): Float64Array {
  const logs = standard.map(logDensity);
  const largest = logs.reduce((max, each) => Math.max(max, each), -Infinity);
  const values = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) {
    // In units of the standard deviation: a factor, which the total takes away again.
    const step = standard[i]! - standard[i - 1]!;
    const ends =
      points[i]! * Math.exp(logs[i]! - largest) + points[i - 1]! * Math.exp(logs[i - 1]! - largest);
    values[i] = values[i - 1]! + (step * ends) / 2;
  }
  const total = values.at(-1)!;
  return values.map((value) => value / total);
}

/** A function given at rising points, between them by interpolation. */
export function interpolate(points: ArrayLike<number>, values: ArrayLike<number>, x: number): number {
  const last = points.length - 1;
  if (x <= points[0]!) return values[0]!;
  if (x >= points[last]!) return values[last]!;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle]! <= x) low = middle;
    else high = middle;
  }
  const share = (x - points[low]!) / (points[high]! - points[low]!);
  return values[low]! + share * (values[high]! - values[low]!);
}

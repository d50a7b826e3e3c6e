/** Points and weights of a quadrature in the logarithm of x, on [low, 1]. */
export interface Support {
  readonly low: number;
  /** Rising, from low to 1. */
  readonly points: Float64Array;
  /** Of the trapezoidal rule in ln x, times dx/d ln x. */
  readonly weights: Float64Array;
}

const POINTS = 800;

/**
 * The support [low, 1] of weights scaled to a largest one of 1 and cut below `low`.
 * @param low - in (0, 1)
 */
export function supportFrom(low: number): Support {
  const step = -Math.log(low) / (POINTS - 1);
  const points = Float64Array.from({ length: POINTS }, (_, i) => low * Math.exp(step * i));
  const weights = points.map((x, i) => x * step * (i === 0 || i === POINTS - 1 ? 0.5 : 1));
  return { low, points, weights };
}

/** Logarithm of the integral of `exp(logDensity)` over the support. */
export function logNormaliser(logDensity: (x: number) => number, { points, weights }: Support): number {
  const logs = points.map(logDensity);
  const largest = logs.reduce((max, each) => Math.max(max, each), -Infinity);
  if (!Number.isFinite(largest)) return Number.NaN;
  const sum = logs.reduce((total, each, i) => total + weights[i]! * Math.exp(each - largest), 0);
  return largest + Math.log(sum);
}

/** The cumulative distribution at the support's points, from 0 to 1. */
export function cumulative(logDensity: (x: number) => number, { points }: Support): Float64Array {
  const logs = points.map(logDensity);
  const largest = logs.reduce((max, each) => Math.max(max, each), -Infinity);
  const values = new Float64Array(points.length);
  for (let i = 1; i < points.length; i++) {
    const step = Math.log(points[i]! / points[i - 1]!);
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

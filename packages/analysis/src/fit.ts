import { FAMILIES, type Family, type Moments } from './families.ts';
import { nelderMead } from './nelder-mead.ts';
import type { WeightSample } from './sample.ts';
import { cumulative, interpolate, logNormaliser, supportFrom, type Support } from './support.ts';

/** A family fitted by maximum likelihood on the truncated support. */
export interface Fit {
  readonly family: string;
  readonly formula: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Mean log-likelihood of a weight. */
  readonly logLikelihood: number;
  /** Akaike's criterion divided by the number of weights: lower is better. */
  readonly aic: number;
  /** Kolmogorov–Smirnov distance: the largest difference of the cumulative distributions, in [0, 1]. */
  readonly ks: number;
  /** Log-density, normalised on the support. */
  readonly logDensity: (x: number) => number;
  /** Cumulative distribution on the support. */
  readonly cdf: (x: number) => number;
}

/** Why there is no fit. */
export interface NoFit {
  readonly reason: string;
}

/** The fits, best first by AIC, or why there are none. */
export type Fits = { readonly fits: readonly Fit[] } | NoFit;

const LEAST_VALUES = 20;

/** Fits families to a sample of weights. A sample that is too small or all of one value has no fit, and says so. */
export function fitFamilies(sample: WeightSample, families: readonly Family[] = FAMILIES): Fits {
  const { values } = sample;
  if (values.length < LEAST_VALUES)
    return {
      reason: `only ${values.length} weights above the threshold; at least ${LEAST_VALUES} are needed`,
    };
  const moments = momentsOf(values);
  if (moments.logSd < 1e-9) return { reason: 'all weights above the threshold are the same' };
  const support = supportFrom(sample.low);
  const sorted = values.toSorted();
  const fits = families.map((family) => fit(family, sorted, moments, support));
  return { fits: fits.toSorted((a, b) => a.aic - b.aic) };
}

function momentsOf(values: Float64Array): Moments {
  const count = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / count;
  const logMean = values.reduce((sum, x) => sum + Math.log(x), 0) / count;
  const logSd = Math.sqrt(values.reduce((sum, x) => sum + (Math.log(x) - logMean) ** 2, 0) / count);
  return { mean, logMean, logSd };
}

/** Positive parameters are searched between e⁻²⁰ and e²⁰: beyond, a family only imitates another one's limit. */
const LARGEST_LOGARITHM = 20;

/** Bins of the logarithm that the search works on: fine enough that the likelihood is that of the values themselves. */
const BINS = 2000;

function fit(family: Family, sorted: Float64Array, moments: Moments, support: Support): Fit {
  const bins = binned(sorted, support.low);
  // Positive parameters are searched by their logarithm.
  const toParameters = (searched: readonly number[]): number[] =>
    searched.map((s, i) => (family.real[i] ? s : Math.exp(s)));
  const meanLogLikelihood = (parameters: readonly number[]): number => {
    const logDensity = (x: number): number => family.logDensity(x, parameters);
    const sum = bins.reduce((total, { x, count }) => total + count * logDensity(x), 0);
    return sum / sorted.length - logNormaliser(logDensity, support);
  };
  const start = family.start(moments).map((p, i) => (family.real[i] ? p : Math.log(p)));
  const found = nelderMead(
    (searched) =>
      searched.some((s, i) => !family.real[i] && Math.abs(s) > LARGEST_LOGARITHM)
        ? Infinity
        : -meanLogLikelihood(toParameters(searched)),
    start,
  );
  const parameters = toParameters(found.at);
  const raw = (x: number): number => family.logDensity(x, parameters);
  const constant = logNormaliser(raw, support);
  const cdfValues = cumulative(raw, support);
  const cdf = (x: number): number => interpolate(support.points, cdfValues, x);
  const logLikelihood = sorted.reduce((sum, x) => sum + raw(x), 0) / sorted.length - constant;
  return {
    family: family.name,
    formula: family.formula,
    parameters: Object.fromEntries(family.parameters.map((name, i) => [name, parameters[i]!])),
    logLikelihood,
    aic: (2 * parameters.length) / sorted.length - 2 * logLikelihood,
    ks: ksDistance(sorted, cdf),
    logDensity: (x) => raw(x) - constant,
    cdf,
  };
}

function binned(sorted: Float64Array, low: number): { readonly x: number; readonly count: number }[] {
  if (sorted.length <= BINS) return Array.from(sorted, (x) => ({ x, count: 1 }));
  const [sums, counts] = [new Float64Array(BINS), new Float64Array(BINS)];
  const width = -Math.log(low) / BINS;
  for (const x of sorted) {
    const bin = Math.min(BINS - 1, Math.floor(Math.log(x / low) / width));
    sums[bin]! += Math.log(x);
    counts[bin]!++;
  }
  return Array.from(counts, (count, bin) => ({ x: Math.exp(sums[bin]! / count), count })).filter(
    ({ count }) => count > 0,
  );
}

/**
 * Largest difference of the empirical and a given cumulative distribution.
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

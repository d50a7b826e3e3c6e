import { likeliestLimit, likeliestMember, type Candidate, type Data } from './candidates.ts';
import { FAMILIES, POWER_LAW, type Family } from './families.ts';
import { ksDistance } from './ks.ts';
import { grouped } from './likelihood.ts';
import type { FittedParameters } from './limits.ts';
import { momentsOf, standardised } from './moments.ts';
import type { WeightSample } from './sample.ts';
import { cumulative, interpolate, logNormaliser, supportFrom } from './support.ts';

/** A family fitted by maximum likelihood on the truncated support. */
export interface Fit extends FittedParameters {
  readonly family: string;
  readonly formula: string;
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

/**
 * Least standard deviation of the weights' logarithms: about ten steps of single precision, in which weights are held.
 * What varies less than that is the rounding.
 */
const LEAST_SPREAD = 1e-6;

/**
 * Fits families to a sample of weights. A sample that is too small, all of one value or nearly so has no fit, and says
 * so.
 */
export function fitFamilies(sample: WeightSample, families: readonly Family[] = FAMILIES): Fits {
  const { values, low } = sample;
  if (values.length < LEAST_VALUES)
    return {
      reason: `only ${values.length} weights above the threshold; at least ${LEAST_VALUES} are needed`,
    };
  const sorted = values.toSorted();
  if (sorted[0] === sorted.at(-1)) return { reason: 'all weights above the threshold are the same' };
  const moments = momentsOf(values);
  if (moments.logSd < LEAST_SPREAD)
    return {
      reason: `the weights above the threshold are nearly the same: their logarithms have a standard deviation of ${moments.logSd.toPrecision(2)}; at least ${LEAST_SPREAD} is needed`,
    };
  const data = {
    sorted,
    groups: grouped(sorted, moments, low),
    moments,
    support: supportFrom(low, moments),
  };
  const powerLaw = likeliestMember(POWER_LAW, data);
  const fits = families.map((family) => fit(family, powerLaw, data));
  return { fits: fits.toSorted((a, b) => a.aic - b.aic) };
}

/** A limit is taken where no member of the family is more likely than it by more than this, a weight. */
const NO_NEARER = 1e-9;

function fit(family: Family, powerLaw: Candidate, data: Data): Fit {
  const member = family === POWER_LAW ? powerLaw : likeliestMember(family, data);
  const limit = likeliestLimit(family, powerLaw, data);
  const taken = limit && limit.logLikelihood >= member.logLikelihood - NO_NEARER ? limit : member;
  const { logDensity, support, logLikelihood, says } = taken;
  const { sorted, moments } = data;
  const constant = logNormaliser(logDensity, support);
  const cdfValues = cumulative(logDensity, support);
  const cdf = (x: number): number => interpolate(support.points, cdfValues, x);
  return {
    family: family.name,
    formula: family.formula,
    ...says,
    logLikelihood,
    aic: (2 * family.parameters.length) / sorted.length - 2 * logLikelihood,
    ks: ksDistance(sorted, cdf),
    logDensity: (x) =>
      x > support.points.at(-1)! ? -Infinity : logDensity(standardised(x, moments)) - constant,
    cdf,
  };
}

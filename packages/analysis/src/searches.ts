import type { Moments } from './moments.ts';

/**
 * How a family's parameters are searched: in coordinates that stay regular near its limits and do not depend on the
 * weights' unit or spread, over u = (ln x − logMean) / logSd.
 */
export interface Search {
  /** Logarithm of the density of x (not of u) without its constant, by coordinates. */
  readonly logDensity: (at: readonly number[]) => (u: number) => number;
  /** The parameters as they are written; 0 or infinite where they leave what a number can hold. */
  readonly parameters: (at: readonly number[]) => number[];
  /** Where it begins. Several places, because a likelihood may have several peaks. */
  readonly starts: readonly (readonly number[])[];
  /** Limits of the coordinates, so that no `exp` overflows. */
  readonly box: readonly (readonly [low: number, high: number])[];
  /** Whether the first coordinate is the logarithm of an exponent of x, in units of 1 / logSd. @defaultValue false */
  readonly exponent?: boolean;
}

/** A coordinate that may be negative. */
const REAL = [-1e9, 1e9] as const;
/** The logarithm of a coordinate that is of order 1: at e⁻⁶⁰ it makes no difference any more. */
const LOGARITHM = [-60, 30] as const;
/** The logarithm of the factor of a power of x. */
const FACTOR = [-700, 700] as const;

/** Flat, and inclined to either side, with more and less curvature. */
const CURVED_STARTS: readonly (readonly number[])[] = [
  [0, Math.log(0.5)],
  [0, -4],
  [2, -2],
  [-2, -2],
];

/** Above this exponent, `exp` alone loses no digits that count; it takes half as long as `expm1`. */
const CLEARLY_CURVED = 1e-2;

/** (e^(κu) − 1) / κ, which goes to u as κ goes to 0: a power of x without its loss of digits at small exponents. */
function power(u: number, kappa: number): number {
  return (kappa > CLEARLY_CURVED ? Math.exp(kappa * u) - 1 : Math.expm1(kappa * u)) / kappa;
}

/** x^(−α): a slope. */
export function straight({ logSd }: Moments): Search {
  return {
    logDensity:
      ([slope]) =>
      (u) =>
        (slope! - logSd) * u,
    parameters: ([slope]) => [1 - slope! / logSd],
    starts: [[0]],
    box: [REAL],
  };
}

/** The lognormal: a slope and a square. Parameters μ, σ. */
export function square({ logMean, logSd }: Moments): Search {
  return {
    logDensity: ([slope, logCurvature]) => {
      const curvature = Math.exp(logCurvature!);
      return (u) => (slope! - logSd) * u - curvature * u ** 2;
    },
    parameters: ([slope, logCurvature]) => {
      const curvature = Math.exp(logCurvature!);
      return [logMean + (logSd * slope!) / (2 * curvature), logSd / Math.sqrt(2 * curvature)];
    },
    starts: CURVED_STARTS,
    box: [REAL, LOGARITHM],
  };
}

/** The gamma density: its slope and its curvature at the mean of the logarithms. Parameters k, θ. */
export function gammaCurve({ logMean, logSd }: Moments): Search {
  const rateOf = (logCurvature: number): number => Math.exp(logCurvature) / logSd ** 2;
  return {
    logDensity: ([slope, logCurvature]) => {
      const rate = rateOf(logCurvature!);
      return (u) => (slope! - logSd) * u - rate * (Math.expm1(logSd * u) - logSd * u);
    },
    parameters: ([slope, logCurvature]) => {
      const rate = rateOf(logCurvature!);
      return [rate + slope! / logSd, Math.exp(logMean) / rate];
    },
    starts: CURVED_STARTS,
    box: [REAL, LOGARITHM],
  };
}

/** exp(−(x/scale)^exponent) with a given exponent. Parameter: the scale. */
export function fixedPower({ logMean, logSd }: Moments, exponent: number): Search {
  const kappa = exponent * logSd;
  return {
    logDensity: ([factor]) => {
      const c = Math.exp(factor!);
      return (u) => -c * power(u, kappa);
    },
    parameters: ([factor]) => [Math.exp(logMean + (Math.log(kappa) - factor!) / exponent)],
    starts: [[Math.log(kappa)], [0]],
    box: [FACTOR],
  };
}

/**
 * exp(−c x^exponent), and before it x^(exponent − 1) if `derivative`. c = scale^−exponent is searched in place of the
 * scale, which goes to 0 or grows without end as the exponent goes to 0. Parameters: exponent, scale.
 */
export function freePower({ logMean, logSd }: Moments, derivative: boolean): Search {
  return {
    logDensity: ([logKappa, factor]) => {
      const [kappa, c] = [Math.exp(logKappa!), Math.exp(factor!)];
      const slope = derivative ? kappa - logSd : 0;
      return (u) => slope * u - c * power(u, kappa);
    },
    parameters: ([logKappa, factor]) => {
      const exponent = Math.exp(logKappa!) / logSd;
      return [exponent, Math.exp(logMean + (logKappa! - factor!) / exponent)];
    },
    // Also exponents 1 and 2, with which it may be another family: it is never further from the weights than that one.
    starts: [0.05, 0.5, 2, 8, logSd, 2 * logSd].map((kappa) => [Math.log(kappa), Math.log(kappa) - kappa]),
    box: [LOGARITHM, FACTOR],
    exponent: true,
  };
}

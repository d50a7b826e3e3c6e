import type { Limit, LimitParameters } from './limits.ts';
import type { Moments } from './moments.ts';
import { fixedPower, freePower, gammaCurve, square, straight, type Search } from './searches.ts';

/** A family of distributions of positive weights, up to its normalising constant. */
export interface Family {
  readonly name: string;
  /** The density as it is written, with its parameters. */
  readonly formula: string;
  readonly parameters: readonly string[];
  /** Logarithm of the density without its constant. All parameters but μ, α and the k of the gamma are positive. */
  readonly logDensity: (x: number, parameters: readonly number[]) => number;
  /** How its parameters are searched. */
  readonly search: (moments: Moments) => Search;
  /** What it comes near without end, with no member of its own that is nearest. */
  readonly limits: readonly Limit[];
}

/** A family that most of the others have as their limit. */
export const POWER_LAW: Family = {
  name: 'power-law',
  formula: 'x^(−α)',
  parameters: ['α'],
  logDensity: (x, [alpha]) => -alpha! * Math.log(x),
  search: straight,
  limits: [],
};

/**
 * The families that are compared. "Stretched exponential" names two of them in the literature: the Weibull density, and
 * `exp(−(x/τ)^β)` without the factor in front, here `exponential-power`; "compressed" is β > 1.
 */
export const FAMILIES: readonly Family[] = [
  {
    name: 'lognormal',
    formula: 'x⁻¹ exp(−(ln x − μ)² / 2σ²)',
    parameters: ['μ', 'σ'],
    logDensity: (x, [mu, sigma]) => -Math.log(x) - (Math.log(x) - mu!) ** 2 / (2 * sigma! ** 2),
    search: square,
    limits: [
      {
        becomes: 'power-law',
        at: (alpha) => ({ parameters: {}, limits: { μ: alpha < 1 ? '∞' : '−∞', σ: '∞' } }),
      },
    ],
  },
  {
    name: 'weibull',
    formula: 'x^(k−1) exp(−(x/λ)^k)',
    parameters: ['k', 'λ'],
    logDensity: (x, [k, lambda]) => (k! - 1) * Math.log(x) - (x / lambda!) ** k!,
    search: (moments) => freePower(moments, true),
    limits: [
      {
        becomes: 'power-law',
        at: (alpha): LimitParameters =>
          alpha < 1
            ? { parameters: { k: 1 - alpha }, limits: { λ: '∞' } }
            : { parameters: {}, limits: { k: '0', λ: '0' } },
      },
    ],
  },
  {
    name: 'exponential-power',
    formula: 'exp(−(x/τ)^β)',
    parameters: ['τ', 'β'],
    logDensity: (x, [tau, beta]) => -((x / tau!) ** beta!),
    search: (moments) => {
      const search = freePower(moments, false);
      return { ...search, parameters: (at) => search.parameters(at).toReversed() };
    },
    limits: [
      {
        becomes: 'power-law',
        at: (alpha) => (alpha > 0 ? { parameters: {}, limits: { τ: '0', β: '0' } } : undefined),
      },
      { becomes: 'uniform', at: () => ({ parameters: {}, limits: { τ: '∞', β: 'any' } }) },
      {
        becomes: 'uniform-to-largest',
        at: (largest) => ({ parameters: { τ: largest }, limits: { β: '∞' } }),
      },
    ],
  },
  {
    name: 'gamma',
    formula: 'x^(k−1) exp(−x/θ)',
    parameters: ['k', 'θ'],
    logDensity: (x, [k, theta]) => (k! - 1) * Math.log(x) - x / theta!,
    search: gammaCurve,
    limits: [{ becomes: 'power-law', at: (alpha) => ({ parameters: { k: 1 - alpha }, limits: { θ: '∞' } }) }],
  },
  {
    name: 'exponential',
    formula: 'exp(−x/τ)',
    parameters: ['τ'],
    logDensity: (x, [tau]) => -x / tau!,
    search: (moments) => fixedPower(moments, 1),
    limits: [{ becomes: 'uniform', at: () => ({ parameters: {}, limits: { τ: '∞' } }) }],
  },
  {
    name: 'half-normal',
    formula: 'exp(−x² / 2σ²)',
    parameters: ['σ'],
    logDensity: (x, [sigma]) => -(x ** 2) / (2 * sigma! ** 2),
    search: (moments) => {
      const search = fixedPower(moments, 2);
      // (x/scale)² is x²/2σ².
      return { ...search, parameters: (at) => search.parameters(at).map((scale) => scale / Math.SQRT2) };
    },
    limits: [{ becomes: 'uniform', at: () => ({ parameters: {}, limits: { σ: '∞' } }) }],
  },
  POWER_LAW,
];

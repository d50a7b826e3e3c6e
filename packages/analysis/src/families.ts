/** A family of distributions of positive weights, up to its normalising constant. */
export interface Family {
  readonly name: string;
  /** The density as it is written, with its parameters. */
  readonly formula: string;
  readonly parameters: readonly string[];
  /** Logarithm of the density without its constant. All parameters but those of {@link Family.real} are positive. */
  readonly logDensity: (x: number, parameters: readonly number[]) => number;
  /** Which parameters may be negative. */
  readonly real: readonly boolean[];
  /** Where the search begins, from the mean of the logarithms, their standard deviation, and the mean. */
  readonly start: (sample: Moments) => readonly number[];
}

/** What a search begins from. */
export interface Moments {
  readonly mean: number;
  readonly logMean: number;
  readonly logSd: number;
}

/**
 * The families that are compared. "Stretched exponential" names two of them in the literature: the Weibull density, and
 * `exp(−(x/τ)^β)` without the factor in front, here `exponential-power`; "compressed" is β > 1.
 */
export const FAMILIES: readonly Family[] = [
  {
    name: 'lognormal',
    formula: 'x⁻¹ exp(−(ln x − μ)² / 2σ²)',
    parameters: ['μ', 'σ'],
    real: [true, false],
    logDensity: (x, [mu, sigma]) => -Math.log(x) - (Math.log(x) - mu!) ** 2 / (2 * sigma! ** 2),
    start: ({ logMean, logSd }) => [logMean, logSd],
  },
  {
    name: 'weibull',
    formula: 'x^(k−1) exp(−(x/λ)^k)',
    parameters: ['k', 'λ'],
    real: [false, false],
    logDensity: (x, [k, lambda]) => (k! - 1) * Math.log(x) - (x / lambda!) ** k!,
    start: ({ mean }) => [1, mean],
  },
  {
    name: 'exponential-power',
    formula: 'exp(−(x/τ)^β)',
    parameters: ['τ', 'β'],
    real: [false, false],
    logDensity: (x, [tau, beta]) => -((x / tau!) ** beta!),
    start: ({ mean }) => [mean, 1],
  },
  {
    name: 'gamma',
    formula: 'x^(k−1) exp(−x/θ)',
    parameters: ['k', 'θ'],
    real: [true, false],
    logDensity: (x, [k, theta]) => (k! - 1) * Math.log(x) - x / theta!,
    start: ({ mean }) => [1, mean],
  },
  {
    name: 'exponential',
    formula: 'exp(−x/τ)',
    parameters: ['τ'],
    real: [false],
    logDensity: (x, [tau]) => -x / tau!,
    start: ({ mean }) => [mean],
  },
  {
    name: 'half-normal',
    formula: 'exp(−x² / 2σ²)',
    parameters: ['σ'],
    real: [false],
    logDensity: (x, [sigma]) => -(x ** 2) / (2 * sigma! ** 2),
    start: ({ mean }) => [mean],
  },
  {
    name: 'power-law',
    formula: 'x^(−α)',
    parameters: ['α'],
    real: [true],
    logDensity: (x, [alpha]) => -alpha! * Math.log(x),
    start: () => [1],
  },
];

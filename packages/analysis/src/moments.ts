/** Where weights lie on the axis of ln x, and how widely. Searches work in u = (ln x − logMean) / logSd. */
export interface Moments {
  /** Mean of the logarithms. */
  readonly logMean: number;
  /** Standard deviation of the logarithms. */
  readonly logSd: number;
}

/** Moments of the logarithms of values. */
export function momentsOf(values: Float64Array): Moments {
  const count = values.length;
  const logMean = values.reduce((sum, x) => sum + Math.log(x), 0) / count;
  const logSd = Math.sqrt(values.reduce((sum, x) => sum + (Math.log(x) - logMean) ** 2, 0) / count);
  return { logMean, logSd };
}

/** Where a value lies, in standard deviations of the logarithms from their mean. */
export function standardised(x: number, { logMean, logSd }: Moments): number {
  return (Math.log(x) - logMean) / logSd;
}

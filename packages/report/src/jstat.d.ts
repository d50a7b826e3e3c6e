declare module 'jstat' {
  /** Student's t distribution. */
  interface StudentT {
    /** Quantile. */
    inv(p: number, degreesOfFreedom: number): number;
    /** Cumulative probability. */
    cdf(x: number, degreesOfFreedom: number): number;
  }
  const jstat: { readonly studentt: StudentT };
  export default jstat;
}

/** Where a parameter goes: to 0, without end, or nowhere in particular, because the limit does not depend on it. */
export type ParameterLimit = '0' | '∞' | '−∞' | 'any';

/** What a family becomes where parameters vanish or grow without end. */
export interface Limit {
  /**
   * The power law that fits best; a uniform distribution; or one that ends at the largest weight. A family that comes
   * ever nearer to it has no best fit of its own.
   */
  readonly becomes: 'power-law' | 'uniform' | 'uniform-to-largest';
  /**
   * The family's parameters in that limit.
   * @param value - the exponent α of the power law, or the end of the uniform distribution
   * @returns `undefined` where this α is none of the family's
   */
  readonly at: (value: number) => LimitParameters | undefined;
}

/** Parameters of a family in one of its limits. */
export interface LimitParameters {
  /** Those that the limit leaves a value. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Those that it does not. */
  readonly limits: Readonly<Record<string, ParameterLimit>>;
}

/** What is said of the parameters of a fit. */
export interface FittedParameters {
  /** Estimates by name, finite. Those that {@link FittedParameters.limits} holds are missing. */
  readonly parameters: Readonly<Record<string, number>>;
  /**
   * Whether no member of the family fits best: the likelihood is that of its limit, or the search ended at its own
   * limits. Missing otherwise.
   */
  readonly atBound?: true;
  /** Where parameters go that have no estimate; only with {@link FittedParameters.atBound}. */
  readonly limits?: Readonly<Record<string, ParameterLimit>>;
  /** What the family is in that limit; only with {@link FittedParameters.atBound}. */
  readonly becomes?: Limit['becomes'];
}

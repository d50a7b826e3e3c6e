import type { Family } from './families.ts';
import { maximise, type Group } from './likelihood.ts';
import type { FittedParameters, Limit } from './limits.ts';
import { standardised, type Moments } from './moments.ts';
import { logNormaliser, supportFrom, type Support } from './support.ts';

/** What families are fitted to. */
export interface Data {
  /** Rising. */
  readonly sorted: Float64Array;
  readonly groups: readonly Group[];
  readonly moments: Moments;
  readonly support: Support;
}

/** A density that may be a family's fit: that of a member of it, or of one of its limits. */
export interface Candidate {
  /** Without its constant; of (ln x − logMean) / logSd. */
  readonly logDensity: (u: number) => number;
  readonly support: Support;
  /** Mean of a weight. */
  readonly logLikelihood: number;
  readonly says: FittedParameters;
}

/** The member of a family that is most likely, as far as the search goes. */
export function likeliestMember(family: Family, data: Data): Candidate {
  const search = family.search(data.moments);
  const { at, atWall } = maximise(search, data.groups, data.support);
  const values = search.parameters(at);
  // A scale whose power is sound may itself be beyond what a number can hold.
  const isLost = (value: number): boolean =>
    !Number.isFinite(value) || (value === 0 && search.exponent === true);
  const named = family.parameters.map((name, i) => [name, values[i]!] as const);
  const lost = named.filter(([, value]) => isLost(value));
  return candidate(search.logDensity(at), data.support, data, {
    parameters: Object.fromEntries(named.filter(([, value]) => !isLost(value))),
    ...((atWall || lost.length > 0) && { atBound: true as const }),
    ...(lost.length > 0 && {
      limits: Object.fromEntries(lost.map(([name, value]) => [name, value === 0 ? '0' : '∞'])),
    }),
  });
}

/** The most likely of a family's limits, if it has any here. */
export function likeliestLimit(family: Family, powerLaw: Candidate, data: Data): Candidate | undefined {
  const limits = family.limits.flatMap((limit) => limitCandidate(limit, powerLaw, data) ?? []);
  return limits.toSorted((a, b) => b.logLikelihood - a.logLikelihood)[0];
}

function limitCandidate({ becomes, at }: Limit, powerLaw: Candidate, data: Data): Candidate | undefined {
  const saysAt = (value: number): FittedParameters | undefined => {
    const parameters = at(value);
    return parameters && { ...parameters, atBound: true, becomes };
  };
  if (becomes === 'power-law') {
    const says = saysAt(powerLaw.says.parameters['α']!);
    return says && { ...powerLaw, says };
  }
  const largest = data.sorted.at(-1)!;
  if (becomes === 'uniform-to-largest' && largest === 1) return undefined;
  const support = becomes === 'uniform' ? data.support : supportFrom(data.support.low, data.moments, largest);
  return candidate(() => 0, support, data, saysAt(largest)!);
}

function candidate(
  logDensity: (u: number) => number,
  support: Support,
  { sorted, moments }: Data,
  says: FittedParameters,
): Candidate {
  const sum = sorted.reduce((total, x) => total + logDensity(standardised(x, moments)), 0);
  const logLikelihood = sum / sorted.length - logNormaliser(logDensity, support);
  return { logDensity, support, logLikelihood, says };
}

import type { SuiteResults } from '../suite.ts';
import type { Claim } from '../suites/common/claims.ts';

/** Claims of the paper that one suite tests. */
export interface ClaimGroup {
  readonly title: string;
  /** Name of the suite. */
  readonly suite: string;
  /** The claims, in short, for as long as nothing has run. */
  readonly claims: readonly string[];
  /** What was found of each. */
  readonly found: (results: SuiteResults) => readonly Claim[];
}

/**
 * A claim from a sentence of a report, `verdict: claim: what was found`; colons within brackets belong to the verdict.
 * @param rest - what the sentence does not say in columns of its own
 */
export function fromSentence(sentence: string, rest: Pick<Claim, 'paper' | 'control'>): Claim {
  const verdict = /^(?:[^:(]|\([^)]*\))*/.exec(sentence)![0];
  const [claim, ...found] = sentence.slice(verdict.length + 2).split(': ');
  return {
    ...rest,
    claim: claim!,
    ours: found.join(': ').replace(/\.$/, ''),
    verdict: `${verdict.charAt(0).toLowerCase()}${verdict.slice(1)}`,
  };
}

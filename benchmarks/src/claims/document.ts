import { markdownTable } from '@hebbench/report';
import type { SuiteResults } from '../suite.ts';
import { CLAIM_NOTE, claimsTable, type Claim } from '../suites/common/claims.ts';
import type { ClaimGroup } from './group.ts';
import { CLAIM_GROUPS } from './groups.ts';

/** A group of claims with what was found of them. */
export interface ClaimPart {
  readonly group: ClaimGroup;
  /** What they were found in; `undefined` as long as nothing has run. */
  readonly results: SuiteResults | undefined;
  /** At least one; of those that nothing has run of, the verdict says so. */
  readonly claims: readonly Claim[];
}

/** Gives the published results of a suite, those at the largest scale; `undefined` without any. */
export type PublishedResults = (suite: string) => SuiteResults | undefined;

/** Every claim of the paper: what it says, what was found, what an untrained control has of it, and a verdict. */
export function claimParts(published: PublishedResults): ClaimPart[] {
  return CLAIM_GROUPS.map((group) => {
    const results = published(group.suite);
    const found = results ? group.found(results) : [];
    return { group, results, claims: found.length > 0 ? found : notRun(group) };
  });
}

/** {@link claimParts} in one document. */
export function claimsDocument(published: PublishedResults): string {
  const parts = claimParts(published);
  return `# The paper’s claims

Every claim of the paper that can be measured, with what was found. \`pnpm bench publish\` writes this file from the records of the published reports, which have the protocol, the intervals and the commands; nobody writes in it by hand.

${countsText(parts.flatMap(({ claims }) => claims))}

± is half of the 95 % interval over seeds. The control is a network whose hidden layer is never trained. ${CLAIM_NOTE} In Table 1, reproduced means that the paper’s number lies where one more seed would fall with a probability of 95 %; its report says more of these verdicts. A paper’s claim “in words” has no number there.

${parts.map(({ group, results, claims }) => groupText(group, results, claims)).join('\n\n')}
`;
}

function notRun({ claims }: ClaimGroup): Claim[] {
  return claims.map((claim) => ({ claim, paper: 'in words', ours: '–', control: '–', verdict: NOT_RUN }));
}

const NOT_RUN = 'not run yet';

function groupText(group: ClaimGroup, results: SuiteResults | undefined, claims: readonly Claim[]): string {
  const { columns, rows } = claimsTable(claims);
  return `## ${group.title}

${sourceText(group, results)}

${markdownTable(columns, rows)}`;
}

function sourceText({ suite }: ClaimGroup, results: SuiteResults | undefined): string {
  if (!results)
    return `Nothing is published yet of \`pnpm bench --filter ${suite} --scale paper --data real\`.`;
  return `From [the report of ${suite}, scale ${results.scale}](../reports/${suite}/${results.scale}-${results.data}/summary.md).`;
}

/** A verdict without its reasons. */
export function verdictWord({ verdict }: Pick<Claim, 'verdict'>): string {
  return verdict.split(/[;:(,]/)[0]!.trim();
}

/** How many claims have which verdict, the most frequent first. */
export function verdictCounts(claims: readonly Claim[]): (readonly [word: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const claim of claims) counts.set(verdictWord(claim), (counts.get(verdictWord(claim)) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function countsText(claims: readonly Claim[]): string {
  const counts = verdictCounts(claims).map(([word, count]) => `${count} ${word}`);
  return `Of ${claims.length} claims: ${counts.join(', ')}.`;
}

import type { Cell, RunRecord } from '@hebbench/core';
import { aggregate, metric, type Summary } from '@hebbench/report';
import type { SuiteResults } from '../suite.ts';
import { oneMoreSeed } from '../suites/common/one-more-seed.ts';

/** What a report says of a cell, as far as a further seed can be held against it. */
export interface Claim {
  readonly cell: Cell;
  /** Accuracy in percent over the report's seeds. */
  readonly accuracy: Summary;
  /** Where one more seed falls with a probability of 95 %, in percent. */
  readonly range: readonly [low: number, high: number];
}

/** A further seed of a cell, held against its report. */
export interface Verdict {
  readonly claim: Claim;
  readonly seed: number;
  /** Accuracy in percent. */
  readonly accuracy: number;
  /** Whether it falls where the report says. */
  readonly inside: boolean;
}

/** The cells of a report that can be checked: those with an accuracy, three seeds or more, and today's settings. */
export function claims({ cells, records, outdated = [] }: SuiteResults): Claim[] {
  const current = records.filter((record) => !outdated.includes(record));
  return aggregate(cells, current).flatMap((result): Claim[] => {
    const accuracy = metric(result, 'accuracy');
    const range = oneMoreSeed(accuracy);
    return accuracy && range ? [{ cell: result.cell, accuracy, range }] : [];
  });
}

/** Each check held against what the report says of its cell. A check that failed, or whose cell has no claim, has none. */
export function verdicts(results: SuiteResults): Verdict[] {
  const { checks = [] } = results;
  return claims(results).flatMap((claim) =>
    checks
      .filter((check) => check.cell.id === claim.cell.id)
      .flatMap((check) => verdictOn(claim, check) ?? []),
  );
}

function verdictOn(claim: Claim, { seed, status, metrics }: RunRecord): Verdict | undefined {
  const { accuracy } = metrics;
  if (status !== 'ok' || accuracy === undefined) return undefined;
  const [low, high] = claim.range;
  return { claim, seed, accuracy, inside: low <= accuracy && accuracy <= high };
}

import type { Cell } from '@hebbench/core';
import { aggregate, type CellResult } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';

/** What a rule's diagnostics call the share of units that reached the weights which it promises, 0 … 1. */
const SHARE = '.convergedShare';

/** A layer with a smaller share does not show what its rule settles on. */
const SETTLED = 0.9;

/**
 * Names the networks whose hidden units have not settled, for rules that measure it.
 * @param nameOf - what the report calls a cell; its id without the suite, if left out
 */
export function convergenceNotes({ cells, records }: SuiteResults, nameOf = withoutSuite): string[] {
  const unsettled = aggregate(cells, records).flatMap((result) => {
    const share = leastShare(result);
    return share === undefined || share >= SETTLED
      ? []
      : [`${nameOf(result.cell)} (${(100 * share).toFixed(0)} %)`];
  });
  if (unsettled.length === 0) return [];
  return [
    `Not converged in this budget, and so no measure of what their rule settles on, be that better or worse: ${unsettled.join(', ')}. In brackets: units at the norm that the rule promises, in the layer that has fewest, in the seed that has fewest.`,
  ];
}

function leastShare({ records }: CellResult): number | undefined {
  const shares = records.flatMap(({ metrics }) =>
    Object.entries(metrics).flatMap(([name, value]) => (name.endsWith(SHARE) ? [value] : [])),
  );
  return shares.length === 0 ? undefined : Math.min(...shares);
}

function withoutSuite({ id }: Cell): string {
  return id.split('/').slice(1).join('/');
}

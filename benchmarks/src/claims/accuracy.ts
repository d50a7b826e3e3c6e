import type { Claim } from '../suites/common/claims.ts';
import { paperText, withInterval } from '../suites/common/format.ts';
import { controlOf as controlRowOf } from '../suites/common/rows/index.ts';
import { entryResults, type EntryResult } from '../suites/table1/results.ts';
import { cellVerdicts } from '../suites/table1/verdicts.ts';
import type { ClaimGroup } from './group.ts';

/** The accuracies of the paper's Table 1, cell by cell. */
export const ACCURACY: ClaimGroup = {
  title: 'Accuracy (Table 1)',
  suite: 'table1',
  claims: ['accuracy of three rules at several depths, with and without the constraint'],
  found: (results) => {
    const entries = entryResults(results);
    return cellVerdicts(results)
      .filter(({ entry }) => typeof entry.paper === 'number' && (entry.accuracy || !entry.row.beside))
      .map(({ entry, verdict }): Claim => {
        const control = controlOf(entry, entries);
        return {
          claim: `${entry.row.title}, ${entry.column.title}`,
          paper: paperText(entry),
          ours: withInterval(entry.accuracy),
          control: withInterval(control?.accuracy),
          verdict,
          cell: entry.cell.id,
          ...(control && { controlCell: control.cell.id }),
        };
      });
  },
};

function controlOf({ cell, column }: EntryResult, entries: readonly EntryResult[]): EntryResult | undefined {
  return entries.find(
    ({ row, column: other }) =>
      row === controlRowOf(cell) &&
      other.set.name === column.set.name &&
      other.nonnegative === column.nonnegative &&
      other.hiddenLayers === column.hiddenLayers,
  );
}

import { aggregate, metric, type CellResult, type Summary } from '@hebbench/report';
import { isDeepStrictEqual } from 'node:util';
import type { SuiteResults } from '../../suite.ts';
import { tableEntries, type TableEntry } from './cells.ts';

/** An entry of the table with what came out. */
export interface EntryResult extends TableEntry {
  readonly result: CellResult;
  readonly accuracy: Summary | undefined;
  /** The paper's accuracy; `null` is its N/A, `undefined` a row that it does not have. */
  readonly paper: number | null | undefined;
}

/**
 * The entries of the table, row by row, with their results. Rows that were not asked for are left out, and so are those under
 * another reading of equation (6) that nothing has run of.
 */
export function entryResults({ scale, cells, records, sets }: SuiteResults): EntryResult[] {
  const table = tableEntries(scale, { rules: [], sets });
  const known = new Set(table.map(({ row }) => row.rule));
  const others = [...new Set(cells.map(({ rule }) => rule))].filter((rule) => !known.has(rule));
  const byId = new Map(aggregate(cells, records).map((result) => [result.cell.id, result]));
  const entries = [...table, ...(others.length > 0 ? tableEntries(scale, { rules: others, sets }) : [])];
  const resultOf = ({ cell }: TableEntry): CellResult | undefined => byId.get(cell.id);
  const run = new Set(entries.filter((entry) => resultOf(entry)?.records.length).map(({ row }) => row));
  return entries.flatMap((entry): EntryResult[] => {
    const result = resultOf(entry);
    if (!result || (entry.row.beside && !run.has(entry.row))) return [];
    return [
      {
        ...entry,
        cell: result.cell,
        result,
        accuracy: metric(result, 'accuracy'),
        paper: entry.row.paper[entry.column.key],
      },
    ];
  });
}

/** Whether two entries hold one network: presets of a rule may agree. Then all metrics agree, seed by seed. */
export function isSameNetwork(one: EntryResult, other: EntryResult): boolean {
  if (one.cell.rule !== other.cell.rule) return false;
  const common = one.result.records.flatMap(({ seed, metrics }) => {
    const twin = other.result.records.find((record) => record.seed === seed);
    return twin ? [isDeepStrictEqual(metrics, twin.metrics)] : [];
  });
  return common.length > 0 && common.every(Boolean);
}

import { holmWithin, pairedTest, summarise } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import type { TextTable } from '../common/markdown.ts';
import { percent, pText, SIGNIFICANT, signed } from '../common/format.ts';
import {
  BACKPROP,
  BEST_ROW,
  CONTROL_ROW,
  controlOf,
  KROTOV_HOPFIELD,
  PROPOSED,
  READING_ROWS,
  rowUnder,
  type Row,
} from '../common/rows/index.ts';
import { entryResults, isSameNetwork, type EntryResult } from './results.ts';

/** Which rows are held against each other in every column. */
const OWN_PAIRS: readonly (readonly [Row, Row])[] = [
  [PROPOSED, CONTROL_ROW],
  [PROPOSED, KROTOV_HOPFIELD],
  [PROPOSED, BACKPROP],
  [BEST_ROW, PROPOSED],
  [BEST_ROW, CONTROL_ROW],
  [KROTOV_HOPFIELD, CONTROL_ROW],
  [BACKPROP, CONTROL_ROW],
];

/** {@link OWN_PAIRS}, and those of the rows of each reading beside the chosen one. */
const PAIRS: typeof OWN_PAIRS = [
  ...OWN_PAIRS,
  ...READING_ROWS.flatMap((row) =>
    OWN_PAIRS.filter(([first]) => first === row.beside).map(([, second]) => [row, second] as const),
  ),
];

/** What an entry is held against: another row under the entry's reading, and the control that has its equation (6). */
function otherRow({ row, cell }: EntryResult, other: Row): Row {
  return other === CONTROL_ROW ? controlOf(cell) : rowUnder(row.reading, other);
}

/** Two rows of the table in one column, over the seeds that both have. */
export interface RowComparison {
  readonly first: EntryResult;
  readonly second: EntryResult;
  readonly seeds: number;
  /** Mean of first − second, in percentage points. */
  readonly difference: number;
  /** Half of the 95 % interval of the difference. */
  readonly half: number;
  /** Of a paired t-test, corrected for the number of comparisons under the same reading (Holm); missing where the seeds do not allow one. */
  readonly p: number | undefined;
}

/**
 * All pairs of rows that have at least two seeds in common. Seeds are paired: they are the same for all rules. Rows that
 * hold one and the same network are not compared: that is no test, and would weigh on the correction of the others.
 */
export function compareRows(results: SuiteResults): RowComparison[] {
  const entries = entryResults(results);
  const compared = PAIRS.flatMap(([one, other]) =>
    entries
      .filter(({ row, repeats }) => row === one && !repeats)
      .flatMap((first) => {
        const against = otherRow(first, other);
        const second = entries.find(({ row, column }) => row === against && column.key === first.column.key);
        const differences = second ? pairedDifferences(first, second) : [];
        const summary = summarise(differences);
        if (!second || !summary?.ci95 || isSameNetwork(first, second)) return [];
        const { mean, ci95, count } = summary;
        return [
          {
            first,
            second,
            seeds: count,
            difference: mean,
            half: ci95[1] - mean,
            p: pairedTest(differences),
          },
        ];
      }),
  );
  const corrected = holmWithin(
    compared.map(({ p }) => p),
    compared.map(({ first }) => first.row.reading),
  );
  return compared.map((each, i) => ({ ...each, p: corrected[i] }));
}

/**
 * Accuracy of the first less that of the second, in percentage points, for each seed that both have. None where a seed
 * of either failed: those that are left are no fair sample.
 */
export function pairedDifferences(first: EntryResult, second: EntryResult): number[] {
  if ([first, second].some(({ result }) => result.status === 'failed')) return [];
  const bySeed = (entry: EntryResult): Map<number, number> =>
    new Map(
      entry.result.records.flatMap(({ seed, status, metrics: { accuracy } }) =>
        status === 'ok' && accuracy !== undefined ? [[seed, accuracy] as const] : [],
      ),
    );
  const others = bySeed(second);
  return [...bySeed(first)].flatMap(([seed, accuracy]) => {
    const other = others.get(seed);
    return other === undefined ? [] : [accuracy - other];
  });
}

/** {@link compareRows} for people; `undefined` where no two rows have two seeds in common. */
export function comparisonTable(results: SuiteResults): TextTable | undefined {
  const compared = compareRows(results);
  if (compared.length === 0) return undefined;
  return {
    columns: ['column', 'rows', 'difference', 'seeds', 'p', 'larger than chance'],
    rows: compared.map(({ first, second, seeds, difference, half, p }) => [
      first.column.title,
      `${first.row.title} − ${second.row.title}`,
      `${signed(difference)} ± ${percent(half)}`,
      String(seeds),
      pText(p),
      p === undefined ? '–' : p < SIGNIFICANT ? 'yes' : 'no',
    ]),
  };
}

/** What stands above {@link comparisonTable}. */
export const COMPARISON_NOTE =
  'Percentage points with the 95 % interval of the mean difference. p: paired t-test over seeds, from three on, corrected (Holm) for all comparisons of this table, those of each reading of equation (6) beside the chosen one for themselves; as seeds are added, so are comparisons, and p may change. It covers what seeds change – initial weights, sample order, perturbations – and not the choice of images.';

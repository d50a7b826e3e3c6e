import { summarise } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import type { TextTable } from '../common/markdown.ts';
import { oneMoreSeed } from '../common/one-more-seed.ts';
import { pairedDifferences } from './comparisons.ts';
import { isQuoted, paperText, percent, signed, withInterval } from '../common/format.ts';
import { controlOf, READINGS_BESIDE, rowUnder, type ReadingBeside } from '../common/rows/index.ts';
import { entryResults, type EntryResult } from './results.ts';

/** Verdicts on the paper's cells need its sizes and its images. */
export function hasVerdicts({ scale, data, records }: SuiteResults): boolean {
  return scale === 'paper' && data === 'real' && records.length > 0;
}

/** How an entry of the paper's table came out. */
export interface CellVerdict {
  readonly entry: EntryResult;
  /** Where one more seed falls with a probability of 95 %, in percent; from three seeds on. */
  readonly oneMore: readonly [low: number, high: number] | undefined;
  readonly verdict: string;
}

/** A verdict on each entry of the paper's own rows, but for those that only repeat another one. */
export function cellVerdicts(results: SuiteResults): CellVerdict[] {
  return entryResults(results)
    .filter(({ row, paper, repeats }) => row.preset === 'paper' && paper !== undefined && !repeats)
    .map((entry) => {
      const oneMore = oneMoreSeed(entry.accuracy);
      return { entry, oneMore, verdict: verdictOn(entry, oneMore) };
    });
}

/** In points: where one more seed may fall wherever it likes, holding the paper's number proves nothing. */
const WIDEST = 10;

function verdictOn(entry: EntryResult, oneMore: CellVerdict['oneMore']): string {
  const { row, settings, column, paper, accuracy, result } = entry;
  if (result.status === 'failed') return 'failed';
  if (!accuracy) return 'not run yet';
  if (typeof paper !== 'number') return 'not in the paper';
  if (isQuoted(row, column)) return 'quoted in the paper';
  const side = accuracy.mean >= paper ? 'above' : 'below';
  if (!oneMore) return `${side}; ${accuracy.count === 1 ? 'one seed' : `${accuracy.count} seeds`}`;
  if (paper < oneMore[0] || oneMore[1] < paper) return `${side} the paper`;
  if (oneMore[1] - oneMore[0] > WIDEST) return 'undecided';
  return settings.isBudgetChosenByPaper?.(column) ? 'reachable' : 'reproduced';
}

/** {@link cellVerdicts} in one sentence, and in one each those of the readings beside the chosen one. */
export function verdictCounts(results: SuiteResults): string[] {
  const verdicts = cellVerdicts(results).filter(
    ({ entry: { row, column, paper } }) => typeof paper === 'number' && !isQuoted(row, column),
  );
  const under = (reading: ReadingBeside | undefined): CellVerdict[] =>
    verdicts.filter(({ entry }) => entry.row.reading === reading);
  const own = under(undefined);
  return [
    ...(own.length > 0
      ? [`Of the ${own.length} cells that the paper measured, cell by cell below: ${countsOf(own)}.`]
      : []),
    ...READINGS_BESIDE.flatMap((reading) => {
      const others = under(reading);
      return others.length > 0
        ? [
            `With ${reading.title}, of ${others.length} of them: ${countsOf(others)}.${differing(own, others)}`,
          ]
        : [];
    }),
    ...underNone(own, verdicts),
  ];
}

/** Whether a verdict is one, and no note that there is none yet. */
function isSettled({ verdict }: CellVerdict): boolean {
  return !verdict.includes(';') && !['failed', 'not run yet'].includes(verdict);
}

/** The cells that are away from the paper on whatever reading: only these speak against it. */
function underNone(own: readonly CellVerdict[], verdicts: readonly CellVerdict[]): string[] {
  const isAway = ({ verdict }: CellVerdict): boolean =>
    verdict === 'above the paper' || verdict === 'below the paper';
  const read = own.flatMap((verdict): CellVerdict[][] => {
    const { row, column } = verdict.entry;
    const rows = new Set(READINGS_BESIDE.map((reading) => rowUnder(reading, row)));
    rows.delete(row);
    const asked = [...rows].filter((each) => each.has?.(column) ?? true);
    const others = asked.map((each) =>
      verdicts.find(({ entry }) => entry.row === each && entry.column.key === column.key),
    );
    const all = others.every((other) => other !== undefined && isSettled(other));
    return asked.length > 0 && column.nonnegative && all ? [[verdict, ...(others as CellVerdict[])]] : [];
  });
  if (read.length === 0) return [];
  const away = read
    .filter((each) => each.every(isAway))
    .map(
      ([first, ...others]) =>
        `${first!.entry.row.title} ${first!.entry.column.title} (${[first!, ...others].map(({ verdict }) => verdict.split(' ')[0]).join(', ')})`,
    );
  return [
    `Away from the paper under each of these readings: ${away.length} of the ${read.length} cells that all of them have${away.length > 0 ? `: ${away.join('; ')}` : ''}.`,
  ];
}

/** The cells whose verdict depends on the reading. */
function differing(own: readonly CellVerdict[], others: readonly CellVerdict[]): string {
  const found = others.flatMap((other) => {
    const { entry, verdict } = other;
    const twin = own.find(
      (each) => each.entry.row === entry.row.beside && each.entry.column.key === entry.column.key,
    );
    return twin && isSettled(twin) && isSettled(other) && twin.verdict !== other.verdict
      ? [`${twin.entry.row.title} ${entry.column.title} (${twin.verdict}, there ${verdict})`]
      : [];
  });
  return found.length > 0 ? ` The verdict differs in ${found.length}: ${found.join('; ')}.` : '';
}

function countsOf(verdicts: readonly CellVerdict[]): string {
  const count = (...wanted: readonly string[]): number =>
    verdicts.filter(({ verdict }) => wanted.includes(verdict.split(';')[0]!)).length;
  const settled = ['reproduced', 'reachable', 'above the paper', 'below the paper'].flatMap((wanted) =>
    wanted === 'reachable' && count(wanted) === 0 ? [] : [`${count(wanted)} ${wanted}`],
  );
  const rest = [
    [count('undecided'), 'undecided, because seeds differ too much'],
    [
      count('above', 'below'),
      `with too few seeds for a verdict: ${count('above')} above, ${count('below')} below`,
    ],
    [count('failed', 'not run yet'), 'without a result'],
  ].flatMap(([cells, text]) => (cells === 0 ? [] : [`${cells} ${text}`]));
  return [settled.join(', '), ...rest].join('; ');
}

/** {@link cellVerdicts} for people. */
export function verdictTable(results: SuiteResults): TextTable {
  const entries = entryResults(results);
  return {
    columns: ['cell', 'verdict', 'ours', 'paper', 'difference', 'one more seed', 'above the control'],
    rows: cellVerdicts(results).map(({ entry, oneMore, verdict }) => {
      const { row, column, accuracy, paper } = entry;
      return [
        `${row.title}, ${column.title}`,
        verdict,
        withInterval(accuracy),
        paperText(entry),
        accuracy && typeof paper === 'number' ? signed(accuracy.mean - paper) : '–',
        oneMore ? `${percent(oneMore[0])} … ${percent(oneMore[1])}` : '–',
        aboveControl(entry, entries),
      ];
    }),
  };
}

/** Mean difference from the control of the same shape, over the seeds that both have. */
function aboveControl(entry: EntryResult, entries: readonly EntryResult[]): string {
  const control = entries.find(
    ({ row, column }) => row === controlOf(entry.cell) && isSameShape(column, entry.column),
  );
  const difference = control && summarise(pairedDifferences(entry, control));
  return difference ? signed(difference.mean) : '–';
}

function isSameShape(a: EntryResult['column'], b: EntryResult['column']): boolean {
  return a.set.name === b.set.name && a.nonnegative === b.nonnegative && a.hiddenLayers === b.hiddenLayers;
}

/** What stands above {@link verdictTable}. */
export const VERDICT_NOTE = `The paper prints one number a cell, without an interval. Reproduced: it lies where one more seed of ours would fall with a probability of 95 %, from at least three seeds (prediction interval, Student’s t). Reachable: it does, after the fewest epochs that reach it on validation images, of which the paper prints no number; the curve over epochs is in suite tuning, questions output-readings and readings. Undecided: it does, but that range is wider than ${WIDEST} points. Otherwise above or below the paper. The last column is the mean difference, over common seeds, from an untrained hidden layer with a gradient-trained output layer; the differences between rules are tested below.`;

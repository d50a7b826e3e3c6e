import { terminalTable } from '@hebbench/report';
import type { SuiteResults, TerminalStyle } from '../../suite.ts';
import { paperText, percent } from '../common/format.ts';
import { columnsOf, type Column } from '../common/columns.ts';
import { isOfPaper, reportTitle } from '../common/sets.ts';
import { entryResults, type EntryResult } from './results.ts';

/** From this width on, the paper's nine columns stand side by side. */
const WIDE = 118;
const WIDEST = 9;

/** The paper's table with ours above it, for a terminal. */
export function terminalText(results: SuiteResults, style: TerminalStyle): string {
  const entries = entryResults(results);
  const published = results.published && entryResults(results.published);
  const blocks = blocksOf(columnsOf(results.sets), style.width);
  const title = isOfPaper(results)
    ? `Table 1: test accuracy in percent, scale ${results.scale}, ${results.data} data`
    : `${reportTitle('Table 1', results)}: test accuracy in percent`;
  return [
    title,
    ...blocks.map((columns) => block({ entries, published }, columns, style)),
    isOfPaper(results) ? `${published ? WITH_PUBLISHED : WITHOUT_PUBLISHED}\n${LEGEND}` : LEGEND_ALONE,
    ...(results.data === 'embedded'
      ? ['Embedded stand-ins were used: compare rows with each other, not with the paper.']
      : []),
  ].join('\n\n');
}

/** Columns side by side: all of them, or, on a narrow terminal, those of a data set without and with the constraint. */
function blocksOf(columns: readonly Column[], width: number): (readonly Column[])[] {
  if (width >= WIDE && columns.length <= WIDEST) return [columns];
  const names = columns.length <= WIDEST ? [undefined] : [...new Set(columns.map(({ set }) => set.name))];
  return names
    .flatMap((name) => {
      const own = columns.filter(({ set }) => name === undefined || set.name === name);
      return [own.filter(({ nonnegative }) => !nonnegative), own.filter(({ nonnegative }) => nonnegative)];
    })
    .filter((some) => some.length > 0);
}

const WITH_PUBLISHED =
  'Each rule: your number, below it the one published here, and the paper’s. ⁺ nonnegative weights.';
const WITHOUT_PUBLISHED = 'Each rule: our number, and the paper’s below it. ⁺ nonnegative weights.';
const LEGEND = `ᵃ output layer by BP; ᵇ proposed: its own WP output layer, K&H: ReLU.
ᶜ quoted in the paper, not measured there; – not run; = same network as ᵃ; ✗ failed;
* not all seeds yet.`;

const LEGEND_ALONE = `⁺ nonnegative weights; ᵃ output layer by BP; ᵇ proposed: its own WP output layer, K&H: ReLU.
– not run; = same network as ᵃ; ✗ failed; * not all seeds yet.`;

/** Results with those that are published, where they stand beside them. */
interface Compared {
  readonly entries: readonly EntryResult[];
  readonly published: readonly EntryResult[] | undefined;
}

function block({ entries, published }: Compared, columns: readonly Column[], style: TerminalStyle): string {
  const rows = [...new Set(entries.map(({ row }) => row))].flatMap((row) => {
    const ownOf = (some: readonly EntryResult[]): (EntryResult | undefined)[] =>
      columns.map((column) =>
        some.find((entry) => entry.row.title === row.title && entry.column.key === column.key),
      );
    const own = ownOf(entries);
    const ours = [row.title, ...own.map(ourNumber)];
    const earlier = published ? [['  published', ...ownOf(published).map(ourNumber)]] : [];
    const paper = own.some((entry) => entry?.paper !== undefined)
      ? [['  paper', ...own.map((entry) => paperNumber(entry))]]
      : [];
    return [ours, ...earlier, ...paper];
  });
  return terminalTable(['', ...columns.map(({ title }) => title)], rows, style);
}

function ourNumber(entry: EntryResult | undefined): string {
  if (!entry) return '–';
  if (entry.repeats) return '=';
  if (entry.result.status === 'failed') return '✗';
  return `${percent(entry.accuracy?.mean)}${entry.result.status === 'partial' ? '*' : ''}`;
}

function paperNumber(entry: EntryResult | undefined): string {
  return entry ? paperText(entry) : '–';
}

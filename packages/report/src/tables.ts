import { stringify } from 'csv-stringify/sync';
import stringWidth from 'string-width';
import { visible } from '@hebbench/core/basics';
import { styleText } from 'node:util';
import { escapeMarkdown, withoutMarkup } from './escape.ts';
import { escapeFormula } from './formula.ts';

/** A row of a CSV file: missing values are empty. */
export type CsvRow = Readonly<Record<string, string | number | undefined>>;

/** CSV with a header; numbers as they are given, text so that a spreadsheet takes none of it for a formula. */
export function toCsv(columns: readonly string[], rows: readonly CsvRow[]): string {
  return stringify(
    rows.map((row) => columns.map((column) => csvField(row[column]))),
    { header: true, columns: [...columns] },
  );
}

/**
 * A table in GitHub's Markdown; the first column and those of words are aligned left, the others right. Heads, which may be
 * names of data sets, are text; in cells, emphasis and code stay.
 */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  checkShape(columns, rows);
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;
  const rule = `| ${columns.map((_, i) => (i === 0 || isOfWords(rows, i) ? ':--' : '--:')).join(' | ')} |`;
  return [line(columns.map(withoutMarkup)), rule, ...rows.map(line)].join('\n');
}

/**
 * A row with other cells than the table has columns would show numbers under the wrong heading.
 * @throws RangeError naming the row
 */
export function checkShape(columns: readonly string[], rows: readonly (readonly string[])[]): void {
  const odd = rows.find((row) => row.length !== columns.length);
  if (odd)
    throw new RangeError(
      `A table of ${columns.length} columns (${columns.join(', ')}) has a row of ${odd.length} cells: ${odd.join(', ')}.`,
    );
}

/** Whether most cells of a column begin with a letter. */
export function isOfWords(rows: readonly (readonly string[])[], column: number): boolean {
  const cells = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '');
  return cells.filter((cell) => /^\p{L}/u.test(cell)).length > cells.length / 2;
}

function csvField(value: string | number | undefined): string | number {
  return typeof value === 'string' ? escapeFormula(visible(value)) : (value ?? '');
}

function markdownCell(text: string): string {
  return escapeMarkdown(text).replaceAll('|', '\\|');
}

/** What a terminal can show. */
export interface TableStyle {
  /** Columns of the terminal. */
  readonly width: number;
  /** Whether ANSI colours are wanted. */
  readonly colour: boolean;
}

/**
 * A table for a terminal, the first column aligned left. Where a name would make it too wide, the name stands whole on a
 * line of its own, above its numbers.
 */
export function terminalTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { width, colour }: TableStyle,
): string {
  checkShape(columns, rows);
  const shown = rows.map((row) => row.map(visible));
  const all = [columns, ...shown];
  const widths = columns.map((_, i) => Math.max(...all.map((row) => stringWidth(row[i] ?? ''))));
  const others = widths.slice(1).reduce((sum, each) => sum + each + 2, 0);
  widths[0] = Math.max(8, Math.min(widths[0]!, width - others));
  const line = ([name = '', ...cells]: readonly string[]): string => {
    const own = stringWidth(name) > widths[0]! ? `${name}\n` : '';
    const numbers = cells.map((cell, i) => padStart(cell, widths[i + 1]!));
    return own + [padEnd(own ? '' : name, widths[0]!), ...numbers].join('  ').trimEnd();
  };
  const head = line(columns);
  return [colour ? styleText('bold', head, { validateStream: false }) : head, ...shown.map(line)].join('\n');
}

function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}

import type { Summary } from '@hebbench/report';
import type { Column } from './columns.ts';
import type { Row } from './rows/row.ts';

/** A percentage with two digits; what is missing is shown as missing. */
export function percent(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(2);
}

/** A number with so many decimals, for people, and no −0: what is rounded to 0 has no sign. */
export function fixed(value: number, digits: number): string {
  return decimals(value, digits).replace('-', '−');
}

/** {@link fixed} for other programs. */
export function decimals(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** A difference in percentage points, with its sign; none for what is rounded to 0 from below. */
export function signed(value: number): string {
  return value < 0 ? fixed(value, 2) : `+${value.toFixed(2)}`;
}

/** `97.12`, or `97.12 ± 0.20` (half of the 95 % interval) with several seeds. */
export function withInterval(summary: Summary | undefined): string {
  if (!summary) return '–';
  if (!summary.ci95) return percent(summary.mean);
  return `${percent(summary.mean)} ± ${percent(summary.ci95[1] - summary.mean)}`;
}

/** The paper's number in an entry of the table, marked ᶜ if the paper took it from elsewhere; `–` where it has none. */
export function paperText({
  row,
  column,
  paper,
}: {
  readonly row: Row;
  readonly column: Column;
  readonly paper: number | null | undefined;
}): string {
  if (paper === null) return 'N/A';
  return `${percent(paper)}${isQuoted(row, column) ? 'ᶜ' : ''}`;
}

/** Whether the paper took a number from others. */
export function isQuoted({ quoted = [] }: Row, { key }: Column): boolean {
  return quoted.includes(key);
}

/** Below this p, corrected for the number of comparisons, a difference is called larger than chance. */
export const SIGNIFICANT = 0.05;

/** A p value with three digits, or four where three would hide on which side of {@link SIGNIFICANT} it is; `–` where there is none. */
export function pText(p: number | undefined): string {
  if (p === undefined) return '–';
  if (p < 0.001) return '< 0.001';
  const text = p.toFixed(3);
  return Number(text) < SIGNIFICANT === p < SIGNIFICANT ? text : p.toFixed(4);
}

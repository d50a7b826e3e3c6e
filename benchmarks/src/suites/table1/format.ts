import type { Summary } from '@hebbench/report';

/** A percentage with two digits; what is missing is shown as missing. */
export function percent(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(2);
}

/** A difference in percentage points, with its sign. */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}

/** `97.12`, or `97.12 ± 0.20` (half of the 95 % interval) with several seeds. */
export function withInterval(summary: Summary | undefined): string {
  if (!summary) return '–';
  if (!summary.ci95) return percent(summary.mean);
  return `${percent(summary.mean)} ± ${percent(summary.ci95[1] - summary.mean)}`;
}

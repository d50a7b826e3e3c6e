import { LEAST_VALUES_FOR_TEST, summarise, type CellResult, type Summary } from '@hebbench/report';
import { fixed } from './format.ts';
import type { TextTable } from './markdown.ts';

/** Something that the paper says, and what was found of it. */
export interface Claim {
  /** What is claimed, in the paper's words as far as they can be measured. */
  readonly claim: string;
  /** What the paper gives for it: a number, or where it says so. */
  readonly paper: string;
  readonly ours: string;
  /** The same of a network whose hidden layer is not trained: what learning owes it. */
  readonly control: string;
  /** One of the words of {@link CLAIM_NOTE}, with a reason where it has one. */
  readonly verdict: string;
  /** Id of the cell that {@link Claim.ours} is of. @defaultValue several, or none */
  readonly cell?: string;
  /** Id of the cell that {@link Claim.control} is of. @defaultValue several, or none */
  readonly controlCell?: string;
}

/** Claims for people. */
export function claimsTable(claims: readonly Claim[]): TextTable {
  return {
    columns: ['claim', 'paper', 'ours', 'control', 'verdict'],
    rows: claims.map(({ claim, paper, ours, control, verdict }) => [claim, paper, ours, control, verdict]),
  };
}

/** What stands above {@link claimsTable}. */
export const CLAIM_NOTE =
  'Reproduced: it holds in the mean of at least three seeds, and where it is a difference from the control, the 95 % interval of that difference over common seeds is on the claimed side. Not reproduced: it does not hold, beyond chance. Undecided: seeds, or readings of the claim, differ too much, or there are too few.';

/** Where the difference of two networks lies. */
export type Side = 'above' | 'below' | 'undecided';

/** A metric of one cell less that of another, over the seeds that both have. */
export function differenceOf(one: CellResult, other: CellResult, name: string): Summary | undefined {
  return summarise(
    one.records.flatMap(({ seed, metrics }) => {
      const twin = other.records.find((record) => record.seed === seed);
      const [a, b] = [metrics[name], twin?.metrics[name]];
      return a === undefined || b === undefined ? [] : [a - b];
    }),
  );
}

/** On which side of a number a mean is, beyond chance; two seeds, which often agree by chance, decide nothing. */
export function sideOf(summary: Summary | undefined, of = 0): Side {
  if (!summary?.ci95 || summary.count < LEAST_VALUES_FOR_TEST) return 'undecided';
  if (summary.ci95[0] > of) return 'above';
  return summary.ci95[1] < of ? 'below' : 'undecided';
}

/** What has to be for a claim to hold, each part with what was found. */
export interface Condition {
  /** `undefined` if it was not measured. */
  readonly value: Summary | undefined;
  readonly side: 'above' | 'below';
  /** @defaultValue 0 */
  readonly of?: number;
}

/** The verdict on a claim that holds if all conditions do. */
export function verdictOn(conditions: readonly Condition[]): string {
  if (conditions.length === 0 || conditions.some(({ value }) => value === undefined)) return 'not run yet';
  const found = conditions.map(({ value, side, of }) => ({ wanted: side, is: sideOf(value, of) }));
  if (found.some(({ wanted, is }) => is !== 'undecided' && is !== wanted)) return 'not reproduced';
  if (found.every(({ wanted, is }) => is === wanted)) return 'reproduced';
  const seeds = Math.min(...conditions.map(({ value }) => value!.count));
  if (seeds >= LEAST_VALUES_FOR_TEST) return 'undecided';
  const holds = conditions.every(({ value, side, of = 0 }) =>
    side === 'above' ? value!.mean > of : value!.mean < of,
  );
  return `undecided: ${seeds === 1 ? 'one seed' : `${seeds} seeds`}, ${holds ? 'where it holds' : 'where it does not hold'}`;
}

/** `0.123`, or `0.123 ± 0.004` (half of the 95 % interval) with several seeds; `–` without a value. */
export function numberText(summary: Summary | undefined, digits = 3): string {
  if (!summary) return '–';
  const { mean, ci95 } = summary;
  const text = fixed(mean, digits);
  return ci95 ? `${text} ± ${fixed(ci95[1] - mean, digits)}` : text;
}

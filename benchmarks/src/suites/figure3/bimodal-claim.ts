import { fixed } from '../common/format.ts';
import { printedOf } from '../common/rows/index.ts';
import { overSeeds } from './standing.ts';
import type { WeightsResult } from './results.ts';
import type { StoredReading } from './score.ts';

/** How deep the valley between two peaks has to be, as a share of the lower one. */
export const LEAST_DEPTH = 0.1;

/** The paper's word for the weights of K&H. */
export function bimodalVerdict({ network, cell, printed, printedBySeed }: WeightsResult): string[] {
  if (printedOf(cell).weights !== 'bimodal') return [];
  const claim = `the weights of ${network} are bimodal`;
  if (printed.fits.length === 0) return [`Not tested: ${claim}: ${printed.reason}.`];
  if (printed.valley === undefined)
    return [`Not tested: ${claim}: the stored run is older than the measure of it.`];
  const found = printedBySeed.flatMap((reading) => peaksOf(reading) ?? []);
  const seedsWith = (peaks: Peaks): number => found.filter((each) => each === peaks).length;
  const [two, one] = [seedsWith('two'), seedsWith('one')];
  const seeds = found.length === 1 ? '' : ` Over ${found.length} seeds: two peaks in ${two}, one in ${one}.`;
  return [`${overSeeds(found.length, two, one)}: ${claim}: ${valleyText(printed.valley)}.${seeds}`];
}

/** How many peaks the density has beyond chance. */
type Peaks = 'one' | 'two' | 'undecided';

function peaksOf({ valley }: StoredReading): Peaks | undefined {
  if (valley === undefined) return undefined;
  if (valley === null) return 'one';
  if (!valley.ci95) return 'undecided';
  if (valley.ci95[0] > LEAST_DEPTH) return 'two';
  return valley.ci95[1] < LEAST_DEPTH ? 'one' : 'undecided';
}

function valleyText(valley: NonNullable<StoredReading['valley']> | null): string {
  if (!valley) return 'their density has one peak';
  const [lower, bottom, upper] = valley.at.map((x) => x.toPrecision(2));
  return `between ${lower} and ${upper} of the largest weight, their density has a valley at ${bottom} that is ${depthText(valley)} deep; more than ${percent(LEAST_DEPTH)} % counts as two peaks`;
}

/** `31 % (25 … 36)` of the lower peak. */
export function depthText({ depth, ci95 }: NonNullable<StoredReading['valley']>): string {
  const interval = ci95 ? ci95.map(percent).join(' … ') : 'too few units for an interval';
  return `${percent(depth)} % (${interval})`;
}

function percent(share: number): string {
  return fixed(100 * share, 0);
}

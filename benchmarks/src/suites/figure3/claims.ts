import { withInterval } from '../table1/format.ts';
import { fitOf, type WeightsResult } from './results.ts';
import type { StoredReading } from './score.ts';

/** The paper's sparsity under the constraint, in percent. */
export const PAPER_SPARSITY: Readonly<Record<string, number>> = {
  'hebbian-wp': 90,
  'krotov-hopfield': 67,
  backprop: 90,
};

/** How far from the paper's rounded number counts as the same, in percentage points. */
export const SPARSITY_TOLERANCE = 5;

/** The paper's claims on this figure, each with what was found. */
export function verdicts(rows: readonly WeightsResult[]): string[] {
  return [
    ...rows.flatMap(sparsityVerdict),
    ...rows.flatMap((row) => lognormalVerdict(row, rows)),
    ...rows.flatMap(dalesLawVerdict),
  ];
}

function sparsityVerdict({ network, cell, sparsity }: WeightsResult): string[] {
  const paper = PAPER_SPARSITY[cell.rule];
  if (paper === undefined || !sparsity) return [];
  const same = Math.abs(sparsity.mean - paper) <= SPARSITY_TOLERANCE;
  // The proposed rule's hidden training is ours to choose, and was chosen by this number.
  const reproduced =
    cell.rule === 'hebbian-wp' ? 'Reproduced by choice of the hidden training' : 'Reproduced';
  return [
    `${same ? reproduced : 'Not reproduced'}: about ${paper} % of the weights of ${network} are zero: ${withInterval(sparsity)} % are.`,
  ];
}

function lognormalVerdict(
  { network, cell, printed, printedBySeed }: WeightsResult,
  all: readonly WeightsResult[],
): string[] {
  if (cell.rule !== 'hebbian-wp') return [];
  const claim = `the lognormal is the family closest to the weights of ${network}`;
  if (!fitOf(printed, 'lognormal')) return [`Not tested: ${claim}: ${printed.reason}.`];
  const standings = printedBySeed.map(standingOf);
  const seedsWhere = (standing: Standing): number => standings.filter((each) => each === standing).length;
  const [closest, behind] = [seedsWhere('closest'), seedsWhere('behind')];
  const count = standings.length;
  const verdict = closest === count ? 'Reproduced' : behind === count ? 'Not reproduced' : 'Undecided';
  const { ks, behind: distance } = fitOf(printed, 'lognormal')!;
  const [best, second] = printed.fits;
  const found = distance
    ? `${best!.family} is closer${distance.ci95[0] > 0 ? '' : ', but not beyond chance'} (${best!.ks.toFixed(3)})`
    : `next of ${printed.fits.length} is ${second?.family ?? 'none'} (${second?.ks.toFixed(3) ?? '–'}${standingOf(printed) === 'closest' ? '' : ', not beyond chance'})`;
  const seeds =
    count === 1
      ? ''
      : ` Over ${count} seeds: closest beyond chance in ${closest}, behind another beyond chance in ${behind}.`;
  return [`${verdict}: ${claim}: KS distance ${ks.toFixed(3)}, ${found}.${controlText(all)}${seeds}`];
}

/** A claim on learned weights says little where untrained ones fulfil it, too. */
function controlText(rows: readonly WeightsResult[]): string {
  const control = rows.find(({ cell }) => cell.rule === 'random-features');
  const fit = control && fitOf(control.printed, 'lognormal');
  if (!fit) return '';
  return fit.behind
    ? ' It is not for the untrained weights of the control.'
    : ` It is for the untrained weights of the control, too (${fit.ks.toFixed(3)}).`;
}

/** Where the lognormal stands among the families. */
type Standing = 'closest' | 'undecided' | 'behind';

/** Both ways alike, by an interval that excludes 0: of the lognormal behind the best, or of the second behind the lognormal. */
function standingOf(reading: StoredReading): Standing {
  const lognormal = fitOf(reading, 'lognormal');
  if (!lognormal) return 'undecided';
  const apart = (lognormal.behind ?? reading.fits[1]?.behind)?.ci95[0] ?? 0;
  if (apart <= 0) return 'undecided';
  return lognormal.behind ? 'behind' : 'closest';
}

function dalesLawVerdict({ network, dalesLaw }: WeightsResult): string[] {
  if (!dalesLaw) return [];
  return dalesLaw.mean === 100
    ? []
    : [`Dale's law does not hold for ${(100 - dalesLaw.mean).toFixed(1)} % of the units of ${network}.`];
}

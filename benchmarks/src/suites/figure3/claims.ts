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
const SPARSITY_TOLERANCE = 5;

/** The paper's claims on this figure, each with what was found. */
export function verdicts(rows: readonly WeightsResult[]): string[] {
  return [
    ...rows.flatMap(sparsityVerdict),
    ...rows.flatMap(lognormalVerdict),
    ...rows.flatMap(dalesLawVerdict),
  ];
}

function sparsityVerdict({ network, cell, sparsity }: WeightsResult): string[] {
  const paper = PAPER_SPARSITY[cell.rule];
  if (paper === undefined || !sparsity) return [];
  const same = Math.abs(sparsity.mean - paper) <= SPARSITY_TOLERANCE;
  return [
    `${same ? 'Reproduced' : 'Not reproduced'}: about ${paper} % of the weights of ${network} are zero: ${withInterval(sparsity)} % are.`,
  ];
}

function lognormalVerdict({ network, cell, printed, printedBySeed }: WeightsResult): string[] {
  if (cell.rule !== 'hebbian-wp') return [];
  if (!fitOf(printed, 'lognormal'))
    return [`Not tested: the weights of ${network} are lognormal: ${printed.reason}.`];
  const standings = printedBySeed.map(standingOf);
  const seedsWhere = (standing: Standing): number => standings.filter((each) => each === standing).length;
  const [closest, behind] = [seedsWhere('closest'), seedsWhere('behind')];
  const all = standings.length;
  const verdict = closest === all ? 'Reproduced' : behind === all ? 'Not reproduced' : 'Undecided';
  const { ks, behind: distance } = fitOf(printed, 'lognormal')!;
  const best = printed.fits[0]!;
  const found = distance
    ? `${best.family} is closer${distance.ci95[0] > 0 ? '' : ', but not beyond chance'} (KS distance ${best.ks.toFixed(3)})`
    : 'of all families it is the closest';
  const seeds =
    all === 1
      ? ''
      : ` Over ${all} seeds: the closest in ${closest}, behind another beyond chance in ${behind}.`;
  return [
    `${verdict}: the weights of ${network} are lognormal (KS distance ${ks.toFixed(3)}): ${found}.${seeds}`,
  ];
}

/** Where the lognormal stands among the families. */
type Standing = 'closest' | 'undecided' | 'behind';

function standingOf(reading: StoredReading): Standing {
  const lognormal = fitOf(reading, 'lognormal');
  if (!lognormal) return 'undecided';
  if (!lognormal.behind) return 'closest';
  return lognormal.behind.ci95[0] > 0 ? 'behind' : 'undecided';
}

function dalesLawVerdict({ network, dalesLaw }: WeightsResult): string[] {
  if (!dalesLaw) return [];
  return dalesLaw.mean === 100
    ? []
    : [`Dale's law does not hold for ${(100 - dalesLaw.mean).toFixed(1)} % of the units of ${network}.`];
}

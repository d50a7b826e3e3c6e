import { withInterval } from '../table1/format.ts';
import { fitOf, type WeightsResult } from './results.ts';

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

function lognormalVerdict({ network, cell, printed }: WeightsResult): string[] {
  if (cell.rule !== 'hebbian-wp') return [];
  const [best] = printed.fits;
  const lognormal = fitOf(printed, 'lognormal');
  if (!best || !lognormal) return [`Not tested: the weights of ${network} are lognormal: ${printed.reason}.`];
  const { behind } = lognormal;
  const distance = `KS distance ${lognormal.ks.toFixed(3)}`;
  if (!behind)
    return [
      `Reproduced: the weights of ${network} are lognormal: of all families it is the closest (${distance}).`,
    ];
  const beyondChance = behind.ci95[0] > 0;
  return [
    `${beyondChance ? 'Not reproduced' : 'Undecided'}: the weights of ${network} are lognormal (${distance}): ${best.family} is closer${beyondChance ? '' : ', but not beyond chance'} (KS distance ${best.ks.toFixed(3)}).`,
  ];
}

function dalesLawVerdict({ network, dalesLaw }: WeightsResult): string[] {
  if (!dalesLaw) return [];
  return dalesLaw.mean === 100
    ? []
    : [`Dale's law does not hold for ${(100 - dalesLaw.mean).toFixed(1)} % of the units of ${network}.`];
}

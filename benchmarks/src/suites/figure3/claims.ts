import { withInterval } from '../common/format.ts';
import { printedOf } from '../common/rows/index.ts';
import { bimodalVerdict } from './bimodal-claim.ts';
import { lognormalVerdict } from './lognormal-claim.ts';
import type { WeightsResult } from './results.ts';

/** How far from the paper's rounded number counts as the same, in percentage points. */
export const SPARSITY_TOLERANCE = 5;

/** The paper's claims on this figure, each with what was found. */
export function verdicts(rows: readonly WeightsResult[]): string[] {
  return [
    ...rows.flatMap(sparsityVerdict),
    ...rows.flatMap((row) => lognormalVerdict(row, rows)),
    ...rows.flatMap(bimodalVerdict),
    ...rows.flatMap(dalesLawVerdict),
  ];
}

function sparsityVerdict({ network, cell, sparsity }: WeightsResult): string[] {
  const { sparsity: paper, sparsityWasChosen } = printedOf(cell);
  if (paper === undefined || !sparsity) return [];
  const same = Math.abs(sparsity.mean - paper) <= SPARSITY_TOLERANCE;
  // The proposed rule's hidden training is ours to choose, and was chosen by this number.
  const reproduced = sparsityWasChosen ? 'Reproduced by choice of the hidden training' : 'Reproduced';
  return [
    `${same ? reproduced : 'Not reproduced'}: about ${paper} % of the weights of ${network} are zero: ${withInterval(sparsity)} % are.`,
  ];
}

function dalesLawVerdict({ network, dalesLaw }: WeightsResult): string[] {
  if (!dalesLaw) return [];
  return dalesLaw.mean === 100
    ? []
    : [`Dale's law does not hold for ${(100 - dalesLaw.mean).toFixed(1)} % of the units of ${network}.`];
}

import { verdictOn, type Claim } from '../suites/common/claims.ts';
import { bimodalVerdict } from '../suites/figure3/bimodal-claim.ts';
import { SPARSITY_TOLERANCE } from '../suites/figure3/claims.ts';
import { lognormalVerdict } from '../suites/figure3/lognormal-claim.ts';
import { weightsResults, type WeightsResult } from '../suites/figure3/results.ts';
import { withInterval } from '../suites/common/format.ts';
import { isControlOf, printedOf, PROPOSED } from '../suites/common/rows/index.ts';
import { fromSentence, type ClaimGroup } from './group.ts';

/** What the paper says of weights under the constraint. */
export const WEIGHTS: ClaimGroup = {
  title: 'Weights under the constraint (Figure 3)',
  suite: 'figure3',
  claims: [
    'about 90, 67 and 90 % of the weights of the proposed rule, K&H and BP are zero',
    'each unit is connected to about 10 % of its inputs',
    'the weights of the proposed rule are lognormal',
    'the weights of K&H are bimodal',
    'Dale’s law: the outgoing weights of a unit have one sign',
  ],
  found: (results) => {
    const rows = weightsResults(results);
    return rows.flatMap((row) => {
      const control = rows.find(({ cell }) => isControlOf(cell, row.cell));
      const cells = control && { controlCell: control.cell.id };
      return claimsOn(row, rows, control).map((claim): Claim => ({ ...claim, cell: row.cell.id, ...cells }));
    });
  },
};

function claimsOn(
  row: WeightsResult,
  rows: readonly WeightsResult[],
  control: WeightsResult | undefined,
): Claim[] {
  return [
    ...sparsityClaim(row, control),
    ...(row.cell.rule === PROPOSED.rule ? [connectivityClaim(row, control)] : []),
    ...lognormalVerdict(row, rows).map((sentence) =>
      fromSentence(sentence, { paper: 'lognormal', control: 'beside ours' }),
    ),
    ...bimodalVerdict(row).map((sentence) => fromSentence(sentence, { paper: 'bimodal', control: '–' })),
    ...(row.cell.rule === PROPOSED.rule ? [dalesLawClaim(row, control)] : []),
  ];
}

/** The proposed rule's hidden training was chosen by its share of zeros. */
const BY_CHOICE = 'reproduced by choice of the hidden training';

function sparsityClaim(
  { network, cell, sparsity }: WeightsResult,
  control: WeightsResult | undefined,
): Claim[] {
  const { sparsity: paper, sparsityWasChosen } = printedOf(cell);
  if (paper === undefined || !sparsity) return [];
  const same = Math.abs(sparsity.mean - paper) <= SPARSITY_TOLERANCE;
  const held = sparsityWasChosen ? BY_CHOICE : 'reproduced';
  return [
    {
      claim: `share of the weights of ${network} that are zero, %`,
      paper: `about ${paper}`,
      ours: withInterval(sparsity),
      control: withInterval(control?.sparsity),
      verdict: same ? held : 'not reproduced',
    },
  ];
}

/** The paper's connectivity, in percent. */
const CONNECTED = 10;

function connectivityClaim(
  { network, connectivity }: WeightsResult,
  control: WeightsResult | undefined,
): Claim {
  const verdict = verdictOn([
    { value: connectivity, side: 'above', of: CONNECTED - SPARSITY_TOLERANCE },
    { value: connectivity, side: 'below', of: CONNECTED + SPARSITY_TOLERANCE },
  ]);
  return {
    claim: `share of its inputs that a unit of ${network} is connected to, %`,
    paper: `about ${CONNECTED}`,
    ours: withInterval(connectivity),
    control: withInterval(control?.connectivity),
    verdict: verdict === 'reproduced' ? BY_CHOICE : verdict,
  };
}

/** Under the constraint no weight can be negative: the law holds by construction, for every rule. */
function dalesLawClaim({ network, dalesLaw }: WeightsResult, control: WeightsResult | undefined): Claim {
  return {
    claim: `Dale’s law: units of ${network} whose outgoing weights have one sign, %`,
    paper: 'all',
    ours: withInterval(dalesLaw),
    control: withInterval(control?.dalesLaw),
    verdict: dalesLaw
      ? dalesLaw.mean === 100
        ? 'holds by the constraint, for every rule'
        : 'not reproduced'
      : 'not run yet',
  };
}

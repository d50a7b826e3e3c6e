import { CONTROL_ROW, PROPOSED } from '../common/rows/index.ts';
import type { Summary } from '@hebbench/report';
import { differenceOf, numberText, verdictOn, type Claim } from '../common/claims.ts';
import { groups, type Group, type NetworkResult } from './results.ts';

/** A span counts as that of the components from this overlap on, in percent; a random one of 10 among 784 has 1.3. */
export const SAME_SPAN = 50;
/** Weights count as estimates of basis vectors from this mean correlation on, in percent. */
export const ESTIMATES = 90;

/** The paper's claims on what features are, group by group. */
export function representationClaims(networks: readonly NetworkResult[]): Claim[] {
  return groups(networks).flatMap((group) => {
    const [proposed, control] = [PROPOSED, CONTROL_ROW].map(({ rule }) =>
      group.networks.find(({ cell }) => cell.rule === rule),
    );
    return proposed && control ? claimsOf(group, proposed, control) : [];
  });
}

interface Row {
  readonly claim: string;
  /** Metric that decides, with how it is read. */
  readonly metric: string;
  readonly unit?: string;
  readonly digits?: number;
  /** On which side of the control the claim puts it. */
  readonly side: 'above' | 'below';
  /** What it must be besides. */
  readonly least?: { readonly side: 'above' | 'below'; readonly of: number };
  /** What stands beside our number. */
  readonly beside?: (network: NetworkResult) => string;
  readonly widths?: readonly Group['width'][];
}

const ROWS: readonly Row[] = [
  {
    claim: 'units are decorrelated: less correlation (mean absolute) than untrained ones',
    metric: 'correlation',
    side: 'below',
    beside: ({ of }) => `pixels ${numberText(of('pixelCorrelation'))}`,
  },
  {
    claim: 'units are decorrelated: more effective dimensions than untrained ones',
    metric: 'dimension',
    digits: 1,
    side: 'above',
    beside: ({ of }) => `pixels ${numberText(of('pixelDimension'), 1)}`,
  },
  {
    claim: 'a PCA-like mechanism: the ten leading directions of the weights are those of the images',
    metric: 'span-10',
    unit: '%',
    digits: 1,
    side: 'above',
    least: { side: 'above', of: SAME_SPAN },
    beside: ({ of }) => `about their mean ${numberText(of('centredSpan-10'), 1)} %`,
  },
  {
    claim:
      'input can be reconstructed from activity and weights: Σ z w, at its best scale, is nearer than the mean image',
    metric: 'scaledError',
    unit: '% of the variance is left',
    digits: 1,
    side: 'below',
    least: { side: 'below', of: 100 },
    beside: ({ of }) =>
      [
        `at the scale as it is ${numberText(of('error'), 0)} %`,
        ...(of('pcaError') ? [`PCA with as many components ${numberText(of('pcaError'), 1)} %`] : []),
      ].join('; '),
  },
  {
    claim: 'columns of W estimate the basis vectors of ICA: known sources (bars)',
    metric: 'bars',
    unit: '% correlation with the nearest',
    digits: 1,
    side: 'above',
    least: { side: 'above', of: ESTIMATES },
    beside: ({ of }) =>
      `Amari distance ${numberText(of('bars-amari'), 2)}; FastICA ${numberText(of('barsIca'), 1)} % and ${numberText(of('barsIca-amari'), 2)}, PCA ${numberText(of('barsPca'), 1)} % and ${numberText(of('barsPca-amari'), 2)}`,
    widths: ['narrow'],
  },
  {
    claim: 'columns of W estimate the basis vectors of ICA: digits',
    metric: 'ica',
    unit: '% correlation with the nearest',
    digits: 1,
    side: 'above',
    least: { side: 'above', of: ESTIMATES },
    beside: ({ of }) =>
      `FastICA from another start ${numberText(of('icaAgain'), 1)} %, PCA ${numberText(of('icaPca'), 1)} %`,
  },
];

function claimsOf({ title, width }: Group, proposed: NetworkResult, control: NetworkResult): Claim[] {
  return ROWS.filter(({ widths }) => widths?.includes(width) ?? true).map((row) => {
    const { claim, metric, unit = '', digits = 3, side, least, beside } = row;
    const text = (summary: Summary | undefined): string => `${numberText(summary, digits)} ${unit}`.trim();
    return {
      claim: `${claim} (${title.toLowerCase()})`,
      paper: 'in words',
      ours: [text(proposed.of(metric)), ...(beside ? [`(${beside(proposed)})`] : [])].join(' '),
      control: text(control.of(metric)),
      verdict: verdictOn([
        { value: differenceOf(proposed.result, control.result, metric), side },
        ...(least ? [{ value: proposed.of(metric), ...least }] : []),
      ]),
    };
  });
}

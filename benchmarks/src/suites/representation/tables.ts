import { toCsv } from '@hebbench/report';
import { numberText } from '../common/claims.ts';
import type { TextTable } from '../common/markdown.ts';
import { METRIC_COLUMNS, metricRows } from '../common/measured-network.ts';
import { COMPARED } from './components.ts';
import type { Group, NetworkResult } from './results.ts';

/** Columns of {@link groupTable}: heading, metric, digits. */
const COLUMNS: readonly (readonly [string, string, number])[] = [
  ['accuracy %', 'accuracy', 2],
  ['correlation', 'correlation', 3],
  ['dimensions', 'dimension', 1],
  ['kurtosis', 'kurtosis', 1],
  ['constant units %', 'constantUnits', 1],
  ['span of 10 %', 'span-10', 1],
  ['span of 50 %', 'span-50', 1],
  ['error %', 'scaledError', 1],
  ['as PCA with', 'components', 0],
  ['ICA of digits %', 'ica', 1],
];

const OF_BARS: readonly (readonly [string, string, number])[] = [
  ['bars %', 'bars', 1],
  ['Amari', 'bars-amari', 3],
];

/** Networks of one group for people, the pixels last. */
export function groupTable({ networks, width }: Group): TextTable {
  const columns = [...COLUMNS, ...(width === 'narrow' ? OF_BARS : [])];
  const row = (title: string, valueOf: (metric: string, digits: number) => string): string[] => [
    title,
    ...columns.map(([, metric, digits]) => valueOf(metric, digits)),
  ];
  const [{ of }] = networks as readonly [NetworkResult];
  const references: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['pixels', { correlation: 'pixelCorrelation', dimension: 'pixelDimension' }],
    ['PCA', { scaledError: 'pcaError', ica: 'icaPca', bars: 'barsPca', 'bars-amari': 'barsPca-amari' }],
    ['FastICA', { ica: 'icaAgain', bars: 'barsIca', 'bars-amari': 'barsIca-amari' }],
  ];
  return {
    columns: ['network', ...columns.map(([heading]) => heading)],
    rows: [
      ...networks.map(({ title, of: own }) =>
        row(title, (metric, digits) => numberText(own(metric), digits)),
      ),
      ...references.map(([title, names]) =>
        row(title, (metric, digits) => (names[metric] ? numberText(of(names[metric]), digits) : '–')),
      ),
    ],
  };
}

/** What the columns of {@link groupTable} are. */
export const COLUMN_NOTES: readonly string[] = [
  'Correlation: mean absolute correlation between two units over test images. Dimensions: participation ratio of the activity’s covariance. Kurtosis: excess over a normal distribution, mean over units. Constant units respond alike to all images.',
  'Span of k: how much the k leading directions of the weights (singular vectors) have in common with the k leading principal components of the images about 0, as a rule sees them that takes no mean off; 100 is the same span, and a random one of k among n has 100 k / n.',
  'Error: of Σ z w with the one factor that makes it least, in percent of the images’ variance about their mean; 100 is no better than the mean image. As PCA with: principal components, made of other images, whose error is as small.',
  'ICA of digits: correlation over pixels of each of 32 independent components (FastICA) with the nearest unit’s weights, mean over components. FastICA: the same of a second search from another start.',
  'Bars: the rule with as many units as there are sources, on mixtures of known bars, with its settings as they are: the same correlation with each source, and the Amari distance of all units’ weights from the sources, as basis vectors; 0 is the right answer.',
];

/** `representation.csv`: one row a network and metric. */
export function metricsCsv(networks: readonly NetworkResult[]): string {
  return toCsv(
    ['constraint', 'units', ...METRIC_COLUMNS],
    networks.flatMap((network) =>
      metricRows(network, {
        constraint: network.cell.nonnegative ? 'nonneg' : 'free',
        units: network.cell.hidden[0],
      }),
    ),
  );
}

/** Points of a network's overlap with principal components: number of components, percent. */
export function spanPoints({ of }: NetworkResult): { readonly x: number; readonly y: number }[] {
  return COMPARED.flatMap((count) => {
    const shared = of(`span-${count}`);
    return shared ? [{ x: count, y: shared.mean }] : [];
  });
}

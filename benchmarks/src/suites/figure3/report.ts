import {
  htmlPage,
  lineChart,
  toCsv,
  type LineChartOptions,
  type LinePoint,
  type PageSection,
  type Summary,
} from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { bullets, markdown, type TextTable } from '../common/markdown.ts';
import { provenanceSections, provenanceText } from '../common/provenance.ts';
import { withInterval } from '../table1/format.ts';
import { PAPER_SPARSITY, SPARSITY_TOLERANCE, verdicts } from './claims.ts';
import { closestFamily, ksOf, weightsResults, type WeightsResult } from './results.ts';

interface Figure {
  readonly file: string;
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
  readonly csv: string;
}

/** The files of the report: figures, their data, the fits as CSV, Markdown, and a page with all of it. */
export function reportFiles(results: SuiteResults): Map<string, string> {
  const rows = weightsResults(results);
  const figures =
    rows.length > 0 ? [densityFigure(rows), ccdfFigure(rows), quantileFigure(rows), ...fitFigures(rows)] : [];
  const claims =
    results.data === 'embedded'
      ? ['The images are embedded stand-ins: they say nothing of the paper’s claims.']
      : verdicts(rows);
  const title = `Figure 3: weight distributions, scale ${results.scale}, ${results.data} data`;
  const sections: PageSection[] = [
    { heading: 'The paper’s claims', parts: [{ kind: 'list', items: claims }] },
    {
      heading: 'Weights',
      parts: [{ kind: 'table', caption: 'Weights of the hidden layer', ...weightsTable(rows) }],
    },
    ...figures.map(({ title: heading, svg, caption, csv, file }): PageSection => ({
      heading,
      parts: [{ kind: 'figure', svg, caption, csv: { name: `${file}.csv`, content: csv } }],
    })),
    {
      heading: 'Fits',
      parts: [{ kind: 'table', caption: 'Fits, scaled to the maximum and cut at 0.005', ...fitsTable(rows) }],
    },
    {
      heading: 'Other readings',
      parts: [
        {
          kind: 'table',
          caption: 'Sparsity and the closest family by scale and threshold',
          ...readingsTable(rows),
        },
      ],
    },
    ...provenanceSections(PROTOCOL, results),
  ];
  return new Map([
    ['figure3.csv', fitsCsv(rows)],
    ...figures.map(({ file, svg }) => [`${file}.svg`, svg] as const),
    ['summary.md', summary(title, claims, figures, rows, results)],
    ['report.html', htmlPage(title, sections)],
  ]);
}

const PROTOCOL: readonly string[] = [
  'Weights of the hidden layer, MNIST, nonnegative, one layer: the networks of Table 1.',
  'Weights are divided by the largest and cut below 0.005, as in the paper; other thresholds and the 99.9 % quantile as scale are shown beside.',
  'Families are fitted by maximum likelihood on the truncated support, not to a histogram. "Stretched exponential" names two families: the Weibull density, and exp(−(x/τ)^β), here exponential-power (compressed if β > 1).',
  `A share of zeros within ${SPARSITY_TOLERANCE} points of the paper’s rounded number counts as the same. The settings of the proposed rule were chosen for that number, among those that suite \`regime\` shows.`,
  'Bimodality: Sarle’s coefficient of the weights above the cut, (skewness² + 1) / kurtosis; a uniform distribution has 5/9 = 0.56, two peaks have more, and so has a long tail. It decides nothing on the paper’s word “bimodal” for K&H: look at the densities.',
  'KS distances rank families. With so many weights each of them would be rejected by a test: “closest” does not mean that the weights were drawn from it.',
  'Sparsity, connectivity and KS distances over the seeds; figures, fits and other readings of the first seed.',
  'AIC per weight; how far a family is behind the closest one: mean log-likelihood ratio of a weight (Vuong), with a 95 % bootstrap interval over units, because the weights of a unit were learned together.',
  'The control is untrained: its weights are uniform by construction. A good fit alone says little: a truncated lognormal fits a uniform start, too.',
];

function series(
  rows: readonly WeightsResult[],
  pick: (row: WeightsResult) => readonly { x: number; y: number }[],
): LinePoint[] {
  return rows.flatMap((row) => pick(row).map(({ x, y }) => ({ series: row.network, x, y })));
}

function pointsCsv(points: readonly LinePoint[], x: string, y: string): string {
  return toCsv(
    ['series', x, y],
    points.map((point) => ({ series: point.series, [x]: point.x, [y]: point.y })),
  );
}

function figure(
  file: string,
  title: string,
  caption: string,
  points: readonly LinePoint[],
  {
    x,
    y,
    ...options
  }: { readonly x: string; readonly y: string } & Pick<
    LineChartOptions,
    'palette' | 'references' | 'scattered'
  >,
): Figure {
  return {
    file,
    title,
    caption,
    svg: lineChart({
      points,
      title,
      description: caption,
      xLabel: x,
      yLabel: y,
      logarithmicX: true,
      logarithmicY: true,
      dots: false,
      ...options,
    }),
    csv: pointsCsv(points, 'x', 'y'),
  };
}

function densityFigure(rows: readonly WeightsResult[]): Figure {
  return figure(
    'density',
    'Densities',
    'Density of the weights above 0.005 of the largest, in bins of equal width in the logarithm.',
    series(rows, ({ curves }) => curves?.density ?? []),
    { x: 'weight / largest weight', y: 'density' },
  );
}

function ccdfFigure(rows: readonly WeightsResult[]): Figure {
  return figure(
    'ccdf',
    'Tails',
    'Share of the weights (above 0.005 of the largest) that are above x.',
    series(rows, ({ curves }) => curves?.ccdf ?? []),
    { x: 'weight / largest weight', y: 'share above' },
  );
}

function quantileFigure(rows: readonly WeightsResult[]): Figure {
  const points = series(rows, ({ curves }) => curves?.quantiles ?? []);
  return figure(
    'quantiles',
    'Quantiles against the lognormal fit',
    'Quantiles of the weights against those of the lognormal fitted to them; on the diagonal, the weights are lognormal.',
    points,
    {
      x: 'quantile of the lognormal fit',
      y: 'quantile of the weights',
      references: [{ label: 'equal', from: [0.005, 0.005], to: [1, 1] }],
    },
  );
}

/** Families that a chart of fits shows, beside the lognormal. */
const CLOSEST = 4;

/** One chart a network: its density with the fitted families. */
function fitFigures(rows: readonly WeightsResult[]): Figure[] {
  return rows.flatMap(({ network, cell, curves, printed }) => {
    if (!curves) return [];
    // The paper's own claim is drawn wherever it ranks.
    const families = printed.fits
      .filter(({ family }, rank) => rank < CLOSEST || family === 'lognormal')
      .map(({ family }) => family);
    const points: LinePoint[] = [
      ...curves.density.map((point) => ({ series: 'weights', ...point })),
      ...families.flatMap((family) => curves.fitted[family]!.map((point) => ({ series: family, ...point }))),
    ];
    return [
      figure(
        `fits-${cell.rule}-${cell.head}`,
        `Fits: ${network}`,
        `Density of the weights of ${network} (dots), the four closest families, and the lognormal of the paper’s claim.`,
        points,
        {
          x: 'weight / largest weight',
          y: 'density',
          palette: ['weights', 'lognormal', 'exponential-power', 'weibull', 'gamma'],
          scattered: ['weights'],
        },
      ),
    ];
  });
}

function weightsTable(rows: readonly WeightsResult[]): TextTable {
  return {
    columns: [
      'network',
      'zero %',
      'paper',
      'connected %',
      "Dale's law %",
      'bimodality',
      'closest family',
      'KS',
      'KS of the lognormal',
    ],
    rows: rows.map((row) => [
      row.network,
      withInterval(row.sparsity),
      PAPER_SPARSITY[row.cell.rule] === undefined ? '–' : `≈ ${PAPER_SPARSITY[row.cell.rule]}`,
      withInterval(row.connectivity),
      withInterval(row.dalesLaw),
      row.printed.bimodality?.toFixed(2) ?? '–',
      closestFamily(row).text,
      ksText(ksOf(row, closestFamily(row).family)),
      ksText(ksOf(row, 'lognormal')),
    ]),
  };
}

function ksText(ks: Summary | undefined): string {
  if (!ks) return '–';
  return ks.ci95 ? `${ks.mean.toFixed(3)} ± ${(ks.ci95[1] - ks.mean).toFixed(3)}` : ks.mean.toFixed(3);
}

function fitsTable(rows: readonly WeightsResult[]): TextTable {
  return {
    columns: ['network: family', 'parameters', 'KS', 'AIC a weight', 'behind the closest'],
    rows: rows.flatMap(({ network, printed }) =>
      printed.fits.map(({ family, parameters, ks, aic, behind }) => [
        `${network}: ${family}`,
        Object.entries(parameters)
          .map(([name, value]) => `${name} = ${value.toPrecision(3)}`)
          .join(', '),
        ks.toFixed(3),
        aic.toFixed(3),
        behind
          ? `${behind.mean.toFixed(3)} (${behind.ci95.map((each) => each.toFixed(3)).join(' … ')})`
          : 'closest',
      ]),
    ),
  };
}

function readingsTable(rows: readonly WeightsResult[]): TextTable {
  return {
    columns: ['network, scale, threshold', 'zero %', 'closest family', 'KS', 'KS of the lognormal'],
    rows: rows.flatMap(({ network, readings }) =>
      readings.map(({ scale, threshold, sparsity, fits }) => [
        `${network}, ${scale}, ${threshold}`,
        (100 * sparsity).toFixed(1),
        fits[0]?.family ?? '–',
        fits[0]?.ks.toFixed(3) ?? '–',
        fits.find(({ family }) => family === 'lognormal')?.ks.toFixed(3) ?? '–',
      ]),
    ),
  };
}

/** `figure3.csv`: one row a network, reading and family. */
function fitsCsv(rows: readonly WeightsResult[]): string {
  return toCsv(
    [
      'network',
      'rule',
      'head',
      'scale',
      'threshold',
      'sparsity',
      'weights',
      'bimodality',
      'family',
      'parameters',
      'ks',
      'aic_per_weight',
      'behind_best',
      'behind_low',
      'behind_high',
      'paper_sparsity',
    ],
    rows.flatMap(({ network, cell, readings }) =>
      readings.flatMap((reading) =>
        reading.fits.map(({ family, parameters, ks, aic, behind }) => ({
          network,
          rule: cell.rule,
          head: cell.head,
          scale: reading.scale,
          threshold: reading.threshold,
          sparsity: (100 * reading.sparsity).toFixed(2),
          weights: reading.weights,
          bimodality: reading.bimodality?.toFixed(3),
          family,
          parameters: Object.entries(parameters)
            .map(([name, value]) => `${name}=${value.toPrecision(4)}`)
            .join(' '),
          ks: ks.toFixed(4),
          aic_per_weight: aic.toFixed(4),
          behind_best: behind?.mean.toFixed(4) ?? '0',
          behind_low: behind?.ci95[0].toFixed(4),
          behind_high: behind?.ci95[1].toFixed(4),
          paper_sparsity: PAPER_SPARSITY[cell.rule],
        })),
      ),
    ),
  );
}

function summary(
  title: string,
  claims: readonly string[],
  figures: readonly Figure[],
  rows: readonly WeightsResult[],
  results: SuiteResults,
): string {
  const pictures = figures.map(
    ({ title: heading, file, caption }) => `![${heading}](${file}.svg)\n\n${caption}`,
  );
  return `# ${title}

## The paper’s claims

${bullets(claims)}

## Weights

${markdown(weightsTable(rows))}

${pictures.join('\n\n')}

## Fits

Scaled to the maximum and cut at 0.005.

${markdown(fitsTable(rows))}

## Other readings

${markdown(readingsTable(rows))}

${provenanceText(PROTOCOL, results)}`;
}

import { toCsv } from '@hebbench/report';
import { lineChart, type LineChartOptions, type LinePoint } from '@hebbench/report/figures';
import { densityText, fitsText, quantilesText, tailsText } from './alternatives.ts';
import type { WeightsResult } from './results.ts';

/** A figure of the report. */
export interface Figure {
  readonly file: string;
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
  readonly csv: string;
}

/** The figures of the networks that have curves. */
export function figuresOf(all: readonly WeightsResult[]): Figure[] {
  const rows = all.filter(({ curves }) => curves);
  if (rows.length === 0) return [];
  return [densityFigure(rows), ccdfFigure(rows), quantileFigure(rows), ...fitFigures(rows)];
}

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
    seen,
    ...options
  }: { readonly x: string; readonly y: string } & Pick<
    LineChartOptions,
    'palette' | 'references' | 'scattered'
  > & { /** What is seen, in numbers. */ readonly seen: string },
): Figure {
  return {
    file,
    title,
    caption,
    svg: lineChart({
      points,
      title,
      description: `${caption} ${seen}`,
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
    { x: 'weight / largest weight', y: 'density', seen: densityText(rows) },
  );
}

function ccdfFigure(rows: readonly WeightsResult[]): Figure {
  return figure(
    'ccdf',
    'Tails',
    'Share of the weights (above 0.005 of the largest) that are above x.',
    series(rows, ({ curves }) => curves?.ccdf ?? []),
    { x: 'weight / largest weight', y: 'share above', seen: tailsText(rows) },
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
      seen: quantilesText(rows),
      references: [{ label: 'equal', from: [0.005, 0.005], to: [1, 1] }],
    },
  );
}

/** Families that a chart of fits shows, beside the lognormal. */
const CLOSEST = 4;

/** One chart a network: its density with the fitted families. */
function fitFigures(rows: readonly WeightsResult[]): Figure[] {
  return rows.flatMap((row) => {
    const { network, cell, curves, printed } = row;
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
          seen: fitsText(row),
          palette: ['weights', 'lognormal', 'exponential-power', 'weibull', 'gamma'],
          scattered: ['weights'],
        },
      ),
    ];
  });
}

import { summarise, toCsv } from '@hebbench/report';
import { lineChart, type LinePoint } from '@hebbench/report/figures';
import { CURVE_IMAGES, type CurvePoint } from '../../run/curve.ts';
import type { SuiteResults } from '../../suite.ts';
import { entryResults, type EntryResult } from './results.ts';

/** The learning curves of all networks of one shape. */
export interface CurveFigure {
  /** File name, e.g. `curves-mnist-nonneg-1.svg`. */
  readonly name: string;
  /** E.g. `MNIST⁺ 1`. */
  readonly title: string;
  readonly svg: string;
}

/** The learning curves: means over seeds with 95 % intervals, by epochs with labels. */
export interface LearningCurves {
  /** A figure for each data set, constraint, and number of hidden layers. */
  readonly figures: readonly CurveFigure[];
  readonly csv: string;
}

/** What is said of every figure. */
export const CURVES_NOTE = `Accuracy on the first ${CURVE_IMAGES} test images at fixed points of the training with labels; it was never used to stop or to choose. Hidden layers that learn without labels were trained before the first point. ᵇ as in the table.`;

/** `undefined` where no record has a curve. */
export function learningCurves(results: SuiteResults): LearningCurves | undefined {
  const entries = entryResults(results).filter(({ repeats }) => !repeats);
  const palette = [...new Set(entries.map(seriesOf))];
  const shapes = new Map<string, EntryResult[]>();
  for (const entry of entries) {
    const { set, nonnegative, hiddenLayers } = entry.column;
    const shape = [set.name, nonnegative ? 'nonneg' : 'free', hiddenLayers].join('-');
    shapes.set(shape, [...(shapes.get(shape) ?? []), entry]);
  }
  const figures: CurveFigure[] = [];
  const rows: Record<string, string | number>[] = [];
  for (const [shape, own] of shapes) {
    const points = own.flatMap(pointsOf);
    if (points.length === 0) continue;
    const title = own[0]!.column.title.replace(/[ᵃᵇ]$/u, '');
    const names = [...new Set(points.map(({ series }) => series))];
    figures.push({
      name: `curves-${shape}.svg`,
      title,
      svg: lineChart({
        points,
        palette,
        title: `Learning curves, ${title}`,
        description: `Test accuracy against epochs with labels. At the last point: ${names.map((name) => `${name} ${points.findLast(({ series }) => series === name)!.y.toFixed(1)} %`).join(', ')}.`,
        xLabel: 'epochs with labels',
        yLabel: 'test accuracy (%)',
        logarithmicX: true,
      }),
    });
    rows.push(
      ...points.map(({ series, x, y, interval }) => ({
        column: title,
        network: series,
        epoch: x,
        accuracy: y.toFixed(3),
        ci95_low: interval?.[0].toFixed(3) ?? '',
        ci95_high: interval?.[1].toFixed(3) ?? '',
      })),
    );
  }
  if (figures.length === 0) return undefined;
  return {
    figures,
    csv: toCsv(['column', 'network', 'epoch', 'accuracy', 'ci95_low', 'ci95_high'], rows),
  };
}

function seriesOf({ row, column }: EntryResult): string {
  return `${row.title}${column.variant === 'b' ? ' ᵇ' : ''}`;
}

function pointsOf(entry: EntryResult): LinePoint[] {
  const curves = entry.result.records.map(({ details }) => (details['curve'] ?? []) as CurvePoint[]);
  return (curves[0] ?? []).flatMap(({ epoch }, i): LinePoint[] => {
    const summary = summarise(curves.flatMap((curve) => curve[i]?.accuracy ?? []));
    return summary ? [{ series: seriesOf(entry), x: epoch, y: summary.mean, interval: summary.ci95 }] : [];
  });
}

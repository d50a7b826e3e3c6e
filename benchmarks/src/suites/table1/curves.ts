import { lineChart, toCsv, type LinePoint } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { entryResults } from './results.ts';

interface StoredPoint {
  readonly epoch: number;
  readonly accuracy: number;
}

/** The learning curves of MNIST's constrained one-layer networks: mean over seeds, by epochs with labels. */
export function learningCurves(results: SuiteResults): { svg: string; csv: string } | undefined {
  const points = entryResults(results)
    .filter(
      ({ repeats, cell }) =>
        !repeats && cell.dataset === 'mnist' && cell.nonnegative && cell.hidden.length === 1,
    )
    .flatMap(({ cell, result }): LinePoint[] => {
      const curves = result.records.map(({ details }) => (details['curve'] ?? []) as StoredPoint[]);
      const epochs = curves[0]?.map(({ epoch }) => epoch) ?? [];
      return epochs.flatMap((epoch, i) => {
        const accuracies = curves.flatMap((curve) => curve[i]?.accuracy ?? []);
        const mean = accuracies.reduce((sum, each) => sum + each, 0) / accuracies.length;
        return [{ series: `${cell.rule} ${cell.head}`, x: epoch, y: mean }];
      });
    });
  if (points.length === 0) return undefined;
  const description = `Test accuracy (first 2000 images) against epochs with labels, for ${new Set(points.map(({ series }) => series)).size} networks with one hidden layer and nonnegative weights on MNIST.`;
  return {
    svg: lineChart({
      points,
      title: 'Learning curves, MNIST⁺, one hidden layer',
      description,
      xLabel: 'epochs with labels',
      yLabel: 'test accuracy (%)',
      logarithmicX: true,
    }),
    csv: toCsv(
      ['network', 'epoch', 'accuracy'],
      points.map(({ series, x, y }) => ({ network: series, epoch: x, accuracy: y.toFixed(3) })),
    ),
  };
}

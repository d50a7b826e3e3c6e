import type { CurvePoint } from '@hebbench/benchmarks/published';
import type { RunRecord } from '@hebbench/core';
import { short } from './short.ts';
import type { LineSpec, PointSpec } from './spec.ts';

/** The learning curves of a cell's seeds. */
export interface Curves {
  readonly spec: LineSpec;
  /** What is seen in them, in words. */
  readonly description: string;
}

/** The learning curve of each seed; `undefined` where records have none. */
export function curvesOf(records: readonly RunRecord[]): Curves | undefined {
  const curves = records.flatMap(({ seed, details }) => {
    const curve = details['curve'];
    return Array.isArray(curve) && curve.length > 1 ? [{ seed, curve: curve as CurvePoint[] }] : [];
  });
  if (curves.length === 0) return undefined;
  const epochs = curves.flatMap(({ curve }) => curve.map(({ epoch }) => epoch));
  const last = curves.map(({ seed, curve }) => `seed ${seed}: ${curve.at(-1)!.accuracy.toFixed(1)} %`);
  return {
    spec: {
      kind: 'lines',
      xLabel: 'epochs with labels',
      yLabel: 'accuracy (%)',
      logX: Math.min(...epochs) > 0,
      marks: true,
      series: curves.map(({ seed }, look) => ({ name: `seed ${seed}`, look })),
      points: curves.flatMap(({ curve }, series) =>
        curve.map(({ epoch, accuracy }): PointSpec => [series, epoch, short(accuracy)]),
      ),
    },
    description: `Accuracy over epochs, at the end ${last.join(', ')}.`,
  };
}

import type { CurvePoint } from '@hebbench/benchmarks/published';
import type { RunRecord } from '@hebbench/core';
import type { VNode } from 'preact';
import { short } from '../charts/from-lines.ts';
import type { LineSpec, PointSpec } from '../charts/spec.ts';
import { Chart } from '../parts/chart.tsx';

/** The learning curve of each seed; nothing where records have none. */
export function CellCurve({ records }: { readonly records: readonly RunRecord[] }): VNode | null {
  const curves = records.flatMap(({ seed, details }) => {
    const curve = details['curve'];
    return Array.isArray(curve) && curve.length > 1 ? [{ seed, curve: curve as CurvePoint[] }] : [];
  });
  if (curves.length === 0) return null;
  const last = curves.map(({ seed, curve }) => `seed ${seed}: ${curve.at(-1)!.accuracy.toFixed(1)} %`);
  return (
    <section>
      <h2 id="curve">Learning curve</h2>
      <Chart
        spec={curveSpec(curves)}
        caption="Accuracy on the first 2000 images that score the run; never used to stop or to choose."
        description={`Accuracy over epochs, at the end ${last.join(', ')}.`}
      />
    </section>
  );
}

function curveSpec(
  curves: readonly { readonly seed: number; readonly curve: readonly CurvePoint[] }[],
): LineSpec {
  const epochs = curves.flatMap(({ curve }) => curve.map(({ epoch }) => epoch));
  return {
    kind: 'lines',
    xLabel: 'epochs with labels',
    yLabel: 'accuracy (%)',
    logX: Math.min(...epochs) > 0,
    marks: true,
    series: curves.map(({ seed }, look) => ({ name: `seed ${seed}`, look })),
    points: curves.flatMap(({ curve }, series) =>
      curve.map(({ epoch, accuracy }): PointSpec => [series, epoch, short(accuracy)]),
    ),
  };
}

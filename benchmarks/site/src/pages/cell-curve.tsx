import type { RunRecord } from '@hebbench/core';
import type { VNode } from 'preact';
import { curvesOf } from '../charts/curve.ts';
import { Chart } from '../parts/chart.tsx';

/** The learning curve of each seed; nothing where records have none. */
export function CellCurve({ records }: { readonly records: readonly RunRecord[] }): VNode | null {
  const curves = curvesOf(records);
  if (!curves) return null;
  return (
    <section>
      <h2 id="curve">Learning curve</h2>
      <Chart
        spec={curves.spec}
        caption="Accuracy on the first 2000 images that score the run; never used to stop or to choose."
        description={curves.description}
      />
    </section>
  );
}

import { dalesLawShare } from '@hebbench/analysis';
import type { Model, NamedWeight } from '@hebbench/core';

/** Share of units whose outgoing weights have one sign, in [0, 1]: of the layer where it is smallest. */
export function dalesLaw(model: Model): number {
  return Math.min(
    ...model
      .weights()
      .filter(({ kind }) => kind === 'kernel')
      .map(shareOfLayer),
  );
}

function shareOfLayer({ tensor, transposed }: NamedWeight): number {
  const values = tensor.dataSync<'float32'>();
  const [rows, columns] = tensor.shape as [number, number];
  if (transposed) return dalesLawShare(values, columns);
  const byTarget = new Float32Array(values.length);
  for (let source = 0; source < rows; source++)
    for (let target = 0; target < columns; target++)
      byTarget[target * rows + source] = values[source * columns + target]!;
  return dalesLawShare(byTarget, rows);
}

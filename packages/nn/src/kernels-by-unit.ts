import type { Model } from '@hebbench/core';

/** The weights of a hidden layer, unit by unit. */
export interface UnitKernels {
  /** `[units, inputs]`, row by row. */
  readonly values: Float32Array;
  readonly inputs: number;
  readonly units: number;
}

/** Copies the incoming weights of hidden layer number `layer` (from 1), each unit's side by side. */
export function kernelsByUnit(model: Model, layer: number): UnitKernels {
  const found = model.weights().filter(({ kind, layer: of }) => kind === 'kernel' && of === 'hidden')[
    layer - 1
  ]!;
  const values = found.tensor.dataSync<'float32'>();
  if (found.transposed) {
    const [units, inputs] = found.tensor.shape as [number, number];
    return { values: new Float32Array(values), inputs, units };
  }
  const [inputs, units] = found.tensor.shape as [number, number];
  const byUnit = new Float32Array(values.length);
  for (let i = 0; i < inputs; i++)
    for (let unit = 0; unit < units; unit++) byUnit[unit * inputs + i] = values[i * units + unit]!;
  return { values: byUnit, inputs, units };
}

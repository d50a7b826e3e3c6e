/** A value for all hidden layers, or one for each of them from the input upwards; further layers have the last. */
export type PerLayer = number | readonly number[];

/**
 * The value of hidden layer number `layer`.
 * @param layer - from 1
 */
export function valueAt(values: PerLayer, layer: number): number {
  return typeof values === 'number' ? values : values[Math.min(layer, values.length) - 1]!;
}

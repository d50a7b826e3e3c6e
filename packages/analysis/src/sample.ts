import type { RandomStream } from '@hebbench/core';
import { scaleOf, type Scale } from './sparsity.ts';

/** Weights that are fitted: scaled, cut, and by unit. */
export interface WeightSample {
  /** Least value; weights below count as absent. */
  readonly low: number;
  /** Values in [low, 1], all units together. */
  readonly values: Float64Array;
  /** The values of each unit that has any. */
  readonly units: readonly Float64Array[];
}

/** Settings of {@link sampleWeights}. */
export interface SampleOptions {
  /** Number of units. */
  readonly units: number;
  /** Share of the scale below which a weight counts as absent. @defaultValue 0.005 */
  readonly threshold?: number;
  /** @defaultValue 'maximum' */
  readonly scale?: Scale;
  /** Units to look at: this many at random, or all. Weights of a unit depend on each other, so whole units are drawn. */
  readonly most?: number;
  readonly stream: RandomStream;
}

/**
 * The weights of some units, divided by the scale, without those below the threshold (and, with the quantile scale,
 * those above 1). Magnitudes: a negative weight counts as its opposite.
 * @param weights - `[units, inputs]`, row by row
 */
export function sampleWeights(weights: Float32Array, options: SampleOptions): WeightSample {
  const { units, threshold: low = 0.005, scale = 'maximum', most = units, stream } = options;
  const inputs = weights.length / units;
  const divisor = scaleOf(weights, scale);
  const chosen =
    most < units
      ? stream.permutation(units).slice(0, most).toSorted()
      : Array.from({ length: units }, (_, i) => i);
  const perUnit = Array.from(chosen, (unit) =>
    Float64Array.from(
      weights.subarray(unit * inputs, (unit + 1) * inputs),
      (w) => Math.abs(w) / divisor,
    ).filter((x) => x >= low && x <= 1),
  ).filter((values) => values.length > 0);
  const values = new Float64Array(perUnit.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of perUnit) {
    values.set(each, at);
    at += each.length;
  }
  return { low, values, units: perUnit };
}

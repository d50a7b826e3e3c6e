import type { RandomStream } from '@hebbench/core';

/** Fewest units with an interval: resampled from fewer, it is narrower than chance, and of one unit has no width. */
export const LEAST_UNITS = 20;

const RESAMPLES = 1000;
/** Resamples that lie outside the interval on either side. */
const OUTSIDE = 25;

/**
 * 95 % percentile interval of a statistic, by a bootstrap that draws whole units with replacement.
 * @param units - number of units
 * @param statistic - of the units with these numbers, some of them several times
 * @returns `undefined` for fewer than {@link LEAST_UNITS} units
 */
export function bootstrapInterval(
  units: number,
  statistic: (chosen: readonly number[]) => number,
  stream: RandomStream,
): readonly [low: number, high: number] | undefined {
  if (units < LEAST_UNITS) return undefined;
  const resampled = Float64Array.from({ length: RESAMPLES }, () =>
    statistic(Array.from({ length: units }, () => stream.integer(units))),
  ).toSorted();
  return [resampled[OUTSIDE]!, resampled[RESAMPLES - 1 - OUTSIDE]!];
}

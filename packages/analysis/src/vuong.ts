import type { RandomStream } from '@hebbench/core';
import type { Fit } from './fit.ts';
import type { WeightSample } from './sample.ts';

/** Which of two fitted families the weights favour. */
export interface VuongResult {
  /** Mean log-likelihood ratio of a weight: above 0 the first family is closer. */
  readonly meanRatio: number;
  /** 95 % interval of it, by a bootstrap over units. */
  readonly ci95: readonly [low: number, high: number];
  /** The family that is closer beyond chance, if one is. */
  readonly favours: string | undefined;
}

const RESAMPLES = 1000;

/**
 * Vuong's (1989) comparison of two families that were fitted to the same weights. The weights of a unit have been
 * learned together, so the interval comes from a bootstrap that draws whole units.
 */
export function vuong(a: Fit, b: Fit, { units }: WeightSample, stream: RandomStream): VuongResult {
  const sums = units.map((values) => values.reduce((sum, x) => sum + a.logDensity(x) - b.logDensity(x), 0));
  const mean = (chosen: readonly number[]): number => {
    let [ratio, count] = [0, 0];
    for (const unit of chosen) {
      ratio += sums[unit]!;
      count += units[unit]!.length;
    }
    return ratio / count;
  };
  const meanRatio = mean(units.map((_, unit) => unit));
  const resampled = Float64Array.from({ length: RESAMPLES }, () =>
    mean(units.map(() => stream.integer(units.length))),
  ).toSorted();
  const ci95 = [
    resampled[Math.floor(0.025 * RESAMPLES)]!,
    resampled[Math.floor(0.975 * RESAMPLES)]!,
  ] as const;
  return { meanRatio, ci95, favours: ci95[0] > 0 ? a.family : ci95[1] < 0 ? b.family : undefined };
}

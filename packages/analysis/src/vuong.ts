import type { RandomStream } from '@hebbench/core';
import { bootstrapInterval } from './bootstrap.ts';
import type { Fit } from './fit.ts';
import type { WeightSample } from './sample.ts';

/** Which of two fitted families the weights favour. */
export interface VuongResult {
  /** Mean log-likelihood ratio of a weight: above 0 the first family is closer. 0 without weights. */
  readonly meanRatio: number;
  /** 95 % interval of it, by a bootstrap over units; missing where there are too few of them. */
  readonly ci95?: readonly [low: number, high: number];
  /** The family that is closer beyond chance, if one is; none without an interval. */
  readonly favours: string | undefined;
}

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
    return count === 0 ? 0 : ratio / count;
  };
  const meanRatio = mean(units.map((_, unit) => unit));
  const ci95 = bootstrapInterval(units.length, mean, stream);
  if (!ci95) return { meanRatio, favours: undefined };
  return { meanRatio, ci95, favours: ci95[0] > 0 ? a.family : ci95[1] < 0 ? b.family : undefined };
}

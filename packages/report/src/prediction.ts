import jstat from 'jstat';
import type { Summary } from './statistics.ts';

/**
 * Where one more value of the same kind falls with a probability of 95 %: `mean ± t sd √(1 + 1/n)`. What another
 * laboratory measured once is to be held against this, not against the interval of the mean.
 * @returns `undefined` for fewer than two values
 */
export function predictionInterval({
  count,
  mean,
  sd,
}: Summary): readonly [low: number, high: number] | undefined {
  if (sd === undefined) return undefined;
  const half = jstat.studentt.inv(0.975, count - 1) * sd * Math.sqrt(1 + 1 / count);
  return [mean - half, mean + half];
}

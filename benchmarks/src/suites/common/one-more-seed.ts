import { predictionInterval, type Summary } from '@hebbench/report';

/** Fewer seeds say too little about where one more would fall. */
const LEAST_SEEDS = 3;

/**
 * Where one more seed of a cell falls with a probability of 95 %.
 * @param accuracy in percent
 * @returns `[low, high]` within 0 … 100, where no accuracy can be outside; `undefined` for fewer than three seeds
 */
export function oneMoreSeed(accuracy: Summary | undefined): readonly [low: number, high: number] | undefined {
  const range = accuracy && accuracy.count >= LEAST_SEEDS ? predictionInterval(accuracy) : undefined;
  return range && [Math.max(0, range[0]), Math.min(100, range[1])];
}

import { predictionInterval, type Summary } from '@hebbench/report';

/** Fewer seeds say too little about where one more would fall. */
const LEAST_SEEDS = 3;

/**
 * Where one more seed of a cell falls with a probability of 95 %, in the unit of the summary.
 * @returns `undefined` for fewer than three seeds
 */
export function oneMoreSeed(summary: Summary | undefined): readonly [low: number, high: number] | undefined {
  return summary && summary.count >= LEAST_SEEDS ? predictionInterval(summary) : undefined;
}

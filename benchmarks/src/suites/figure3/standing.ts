import { fitOf } from './results.ts';
import type { Distance, StoredFit, StoredReading } from './score.ts';

/** Where the lognormal stands among the families. */
export type Standing = 'closest' | 'undecided' | 'behind';

/** Both ways alike, by intervals that exclude 0: of every other family behind the lognormal, or of it behind the best. */
export function standingOf(reading: StoredReading): Standing {
  const lognormal = fitOf(reading, 'lognormal');
  if (!lognormal) return 'undecided';
  if (lognormal.behind) return isBeyondChance(lognormal.behind) ? 'behind' : 'undecided';
  return notBeyondChance(reading).length === 0 ? 'closest' : 'undecided';
}

/** Whether the interval of a distance excludes 0; without an interval, nothing is known. */
export function isBeyondChance({ ci95 }: Distance): boolean {
  return ci95 !== undefined && ci95[0] > 0;
}

/** The families that the closest one is not ahead of beyond chance. */
export function notBeyondChance({ fits }: StoredReading): StoredFit[] {
  return fits.filter(({ behind }) => behind && !isBeyondChance(behind));
}

/** Whether all, none, or some of several seeds are for a claim. */
export function overSeeds(seeds: number, forIt: number, against: number): string {
  return forIt === seeds ? 'Reproduced' : against === seeds ? 'Not reproduced' : 'Undecided';
}

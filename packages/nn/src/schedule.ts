/** The known schedules. */
export const RATE_SCHEDULES = ['constant', 'linear', 'cosine'] as const;

/** How a learning rate falls over a phase. */
export type RateSchedule = (typeof RATE_SCHEDULES)[number];

/**
 * The factor on the learning rate after `fraction` of a phase: 1 at its start, falling to 0 unless constant.
 * @param fraction - in [0, 1]
 */
export function scheduleFactor(schedule: RateSchedule, fraction: number): number {
  switch (schedule) {
    case 'constant':
      return 1;
    case 'linear':
      return 1 - fraction;
    case 'cosine':
      return (1 + Math.cos(Math.PI * fraction)) / 2;
  }
}

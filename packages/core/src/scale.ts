/** Sizes of an experiment. Results of different scales are never mixed. */
export type Scale = 'smoke' | 'quick' | 'paper';

/** All scales, smallest first. */
export const SCALES: readonly Scale[] = ['smoke', 'quick', 'paper'];

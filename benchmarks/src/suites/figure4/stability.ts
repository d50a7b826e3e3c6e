import type { Summary } from '@hebbench/report';

/** A fall of accuracy up to this many percentage points counts as none. */
export const STABLE = 5;
/** A fall up to this many points counts as nearly none. */
export const NEARLY_STABLE = 10;
/** The radius up to which the paper calls the proposed rule stable. */
export const STABLE_RADIUS = 0.1;
/** A network that has no more than this without attack, in percent, has nothing that an attack could take. */
export const LEAST_ACCURACY = 50;

/** What an attack takes at one radius. */
export interface AttackedPoint {
  readonly epsilon: number;
  /** Accuracy without attack less that under it, in percentage points, seed by seed; missing without the former. */
  readonly fall: Summary | undefined;
  /** Why it is not to be relied on; empty if it is. */
  readonly reason: string;
}

/** Whether accuracy is stable up to {@link STABLE_RADIUS}. */
export interface Stability {
  readonly verdict: 'stable' | 'undecided' | 'unstable';
  /** Why it is undecided; empty if it is not. */
  readonly why: string;
}

/**
 * Judges all radii up to {@link STABLE_RADIUS}: with several seeds by the whole 95 % interval of the fall.
 * @param clean - accuracy without attack, in percent
 * @param most - the largest fall, in percentage points, that counts as none
 */
export function judgeStability(
  clean: number,
  points: readonly AttackedPoint[],
  most: number = STABLE,
): Stability {
  const within = points.filter(({ epsilon }) => epsilon > 0 && epsilon <= STABLE_RADIUS);
  // What a doubtful attack has broken is broken all the same: only what it has left may be too much.
  if (within.some(({ fall }) => fall && (fall.ci95?.[0] ?? fall.mean) > most))
    return { verdict: 'unstable', why: '' };
  const why = doubtOf(clean, within, most);
  return { verdict: why ? 'undecided' : 'stable', why };
}

function doubtOf(clean: number, within: readonly AttackedPoint[], most: number): string {
  if (clean <= LEAST_ACCURACY) return `${clean.toFixed(2)} % without attack leave nothing to take`;
  if (!within.some(({ epsilon }) => epsilon === STABLE_RADIUS)) return `not measured at ε = ${STABLE_RADIUS}`;
  for (const { epsilon, fall, reason } of within) {
    if (reason) return `ε = ${epsilon}: ${reason}`;
    if (!fall) return 'accuracy without attack is missing';
    const { mean, ci95 = [mean, mean] } = fall;
    if (ci95[1] > most) return `it falls by ${mean.toFixed(2)} ± ${(ci95[1] - mean).toFixed(2)} points`;
  }
  return '';
}

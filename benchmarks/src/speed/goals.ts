import { againstFastest, type SpeedMeasurement } from './measurement.ts';

/** What is aimed at in a unit of work, with a BLAS. */
interface Goal {
  /** Largest time of an update, as a multiple of the fastest peer's on the same threads. */
  readonly ratio: number;
  /** Least share of the machine's limit. */
  readonly limitShare?: number;
}

const GOALS: Readonly<Record<string, Goal>> = {
  'hebbian-100': { ratio: 0.7, limitShare: 0.7 },
  'hebbian-2000': { ratio: 0.9, limitShare: 0.85 },
  'conv-100': { ratio: 0.9 },
  'krotov-hopfield-100': { ratio: 0.4 },
  'wp-head-2000': { ratio: 0.6 },
  'backprop-100': { ratio: 0.9 },
  'pgd-1000': { ratio: 0.8 },
  'pgd-power-1000': { ratio: 0.8 },
};

/** What is aimed at; `undefined` for a unit without a goal, and for engines without fast products. */
export function goalOf({ work, engine }: Pick<SpeedMeasurement, 'work' | 'engine'>): Goal | undefined {
  return engine === 'blas' || engine === 'tensorflow' ? GOALS[work] : undefined;
}

/** Which goals are missed, and what the unit's own measurements say of the reason. */
export function missedText(units: readonly SpeedMeasurement[]): string {
  return units
    .map((unit) => {
      const missed = [missedRatio(unit), missedShare(unit)].filter((each) => each !== undefined);
      if (missed.length === 0) return '';
      return `\`${unit.work}\` misses its goal: ${missed.join('; ')}.${boundText(unit)}\n\n`;
    })
    .join('');
}

function missedRatio(unit: SpeedMeasurement): string | undefined {
  const [goal, against] = [goalOf(unit), againstFastest(unit)];
  if (!goal || !against || against.ratio <= goal.ratio) return undefined;
  const { peer, ratio, ratios } = against;
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  return `${ratio.toFixed(2)} of ${peer.name}’s time instead of ${goal.ratio} (rounds: ${low.toFixed(2)} … ${high.toFixed(2)})`;
}

function missedShare(unit: SpeedMeasurement): string | undefined {
  const least = goalOf(unit)?.limitShare;
  if (least === undefined || unit.limitShare >= least) return undefined;
  return `${percent(unit.limitShare)} of the machine’s limit instead of ${percent(least)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

/** Bytes of the activity of a batch: 2000 samples of 2000 units in float32. */
const ACTIVITY_BYTES = 4 * 2000 * 2000;

/** The one unit that is known to be bounded by memory: its products have as few columns as there are classes. */
function boundText({ work, ms, limitShare, profile }: SpeedMeasurement): string {
  if (work !== 'wp-head-2000' || !profile?.gathering) return '';
  const { products, gathering, rule, tensors } = profile;
  const gatheringMs = gathering * ms;
  return ` An update reads the ${ACTIVITY_BYTES / 1e6} MB of its batch’s activity from memory once, in parts that stay in the processor’s cache for both products, of 20 and of 12 columns. Gathering takes ${gatheringMs.toFixed(1)} ms, ${(ACTIVITY_BYTES / (gatheringMs * 1e6)).toFixed(0)} GB/s; the products take ${(products * ms).toFixed(1)} ms, of which their arithmetic at the engine’s limit would be ${(limitShare * ms).toFixed(1)} ms; softmax, errors and small tensors take ${((rule + tensors) * ms).toFixed(1)} ms.${gatheringMs > limitShare * ms ? ' Memory, more than arithmetic, bounds it.' : ''}`;
}

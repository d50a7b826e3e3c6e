import { againstFastest, type SpeedMeasurement } from './measurement.ts';
import { PARTS, type Part, type Profile } from './profile.ts';

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

/** What the unit's time is made of, in figures: how far its products are from the engine's limit, and what is none. */
function boundText(unit: SpeedMeasurement): string {
  const { work, ms, limitShare, profile } = unit;
  if (!profile) return '';
  if (work === 'wp-head-2000' && profile.gathering) return memoryBoundText(unit, profile);
  const { products, ...others } = profile;
  const [largest, second] = PARTS.flatMap((part) =>
    part === 'products' || part === 'other' ? [] : [{ part, share: others[part] }],
  ).toSorted((a, b) => b.share - a.share);
  const time = (share: number): string => `${(share * ms).toFixed(share * ms < 100 ? 1 : 0)} ms`;
  return ` Its matrix products take ${time(products)}, of which their arithmetic at the engine’s limit would be ${time(limitShare)}; ${NOT_PRODUCTS[largest!.part]} take ${time(largest!.share)}, and ${NOT_PRODUCTS[second!.part]} ${time(second!.share)}.`;
}

/** The parts of a profile as the subject of a sentence. */
const NOT_PRODUCTS: Readonly<Record<Exclude<Part, 'products' | 'other'>, string>> = {
  gathering: 'copies of the batch',
  'random numbers': 'random numbers',
  rule: 'loops of the rule itself',
  tensors: 'other operations on tensors',
  memory: 'collections of garbage',
};

/** The one unit that is known to be bounded by memory: its products have as few columns as there are classes. */
function memoryBoundText({ ms, limitShare }: SpeedMeasurement, profile: Profile): string {
  const { products, gathering, rule, tensors } = profile;
  const gatheringMs = gathering * ms;
  return ` An update reads the ${ACTIVITY_BYTES / 1e6} MB of its batch’s activity from memory once, in parts that stay in the processor’s cache for both products, of 20 and of 12 columns. Gathering takes ${gatheringMs.toFixed(1)} ms, ${(ACTIVITY_BYTES / (gatheringMs * 1e6)).toFixed(0)} GB/s; the products take ${(products * ms).toFixed(1)} ms, of which their arithmetic at the engine’s limit would be ${(limitShare * ms).toFixed(1)} ms; softmax, errors and small tensors take ${((rule + tensors) * ms).toFixed(1)} ms.${gatheringMs > limitShare * ms ? ' Memory, more than arithmetic, bounds it.' : ''}`;
}

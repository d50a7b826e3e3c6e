import type { SpeedMeasurement } from './measurement.ts';

/** Largest time of an update, as a multiple of PyTorch's on the same threads, that is aimed at with a BLAS. */
const WITH_BLAS: Readonly<Record<string, number>> = {
  'hebbian-100': 0.6,
  'hebbian-2000': 0.85,
  'krotov-hopfield-100': 0.4,
  'wp-head-2000': 0.5,
  'backprop-100': 0.9,
  'pgd-1000': 0.6,
};

/** The same with nothing but what `pnpm install` brings. */
const WITHOUT_BLAS = 1.6;

/** The largest ratio to the peer that is aimed at; `undefined` for a unit without a goal. */
export function goalOf(work: string, engine: string): number | undefined {
  const withBlas = WITH_BLAS[work];
  return engine === 'blas' || engine === 'tensorflow' || withBlas === undefined ? withBlas : WITHOUT_BLAS;
}

/** Which goals are missed, and what the unit's own measurements say of the reason. */
export function missedText(units: readonly SpeedMeasurement[]): string {
  const missed = units.flatMap((unit) => {
    const { work, engine, peer } = unit;
    const goal = goalOf(work, engine);
    if (!peer || goal === undefined || peer.ratio <= goal) return [];
    const [low, high] = [Math.min(...peer.ratios), Math.max(...peer.ratios)];
    return [
      `\`${work}\` misses its goal: ${peer.ratio.toFixed(2)} instead of ${goal} (rounds: ${low.toFixed(2)} … ${high.toFixed(2)}).${boundText(unit)}\n\n`,
    ];
  });
  return missed.join('');
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

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
    const goal = goalOf(unit.work, unit.engine);
    return unit.peer && goal !== undefined && unit.peer.ratio > goal
      ? [{ ...unit, goal, peer: unit.peer }]
      : [];
  });
  if (missed.length === 0) return '';
  return `${missed
    .map(
      ({ work, goal, peer, ms, profile }) =>
        `\`${work}\` misses its goal: ${peer.ratio.toFixed(2)} instead of ${goal} (rounds: ${Math.min(...peer.ratios).toFixed(2)} … ${Math.max(...peer.ratios).toFixed(2)}).${profile ? boundText(work, ms, profile) : ''}`,
    )
    .join('\n\n')}\n\n`;
}

/** Bytes of the activity of a batch: 2000 samples of 2000 units in float32. */
const ACTIVITY_BYTES = 4 * 2000 * 2000;

/** The one unit that is known to be bounded by memory: its products have as few columns as there are classes. */
function boundText(
  work: string,
  ms: number,
  { products, gathering, tensors }: NonNullable<SpeedMeasurement['profile']>,
): string {
  if (work !== 'wp-head-2000' || gathering === 0) return '';
  const gatheringMs = gathering * ms;
  // Gathering reads the activity once and writes it once.
  const bandwidth = (2 * ACTIVITY_BYTES) / (gatheringMs * 1e6);
  return ` An update goes through the ${ACTIVITY_BYTES / 1e6} MB of its batch’s activity four times – gathered by one read and one write, then one read for the errors and one for the Hebbian part, for 20 and 10 columns. Gathering alone takes ${gatheringMs.toFixed(1)} ms, ${bandwidth.toFixed(0)} GB/s; the two products take ${(products * ms).toFixed(1)} ms, of which as many reads at that speed would be ${gatheringMs.toFixed(1)} ms and the rest is the library’s packing of a large operand for few columns; ${(tensors * ms).toFixed(1)} ms are small tensors. Memory, not arithmetic, bounds it.`;
}

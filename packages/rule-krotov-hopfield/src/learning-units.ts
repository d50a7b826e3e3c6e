/** What learns from a batch. */
export interface LearningUnits {
  /** Units that learn from this batch, each once. */
  readonly units: Int32Array;
  /** For each sample: its winner, as a place in `units`. */
  readonly winner: Int32Array;
  /** For each sample: its unit of rank k, as a place in `units`. */
  readonly runnerUp: Int32Array;
  /** For each of `units`: `Σ_v g_μ I_μ`. */
  readonly decay: Float64Array;
}

/**
 * Collects the units that learn from a batch.
 * @param ranked - for each sample its winner and its unit of rank k, side by side
 * @param currents - currents I, `[samples, units]`
 */
export function learningUnits(
  ranked: Int32Array,
  currents: Float32Array,
  units: number,
  antiHebbian: number,
): LearningUnits {
  const size = ranked.length / 2;
  const placeOf = new Int32Array(units).fill(-1);
  const learning = new Int32Array(Math.min(units, 2 * size));
  let count = 0;
  const place = (unit: number): number => {
    if (placeOf[unit] === -1) {
      learning[count] = unit;
      placeOf[unit] = count++;
    }
    return placeOf[unit]!;
  };
  const winner = new Int32Array(size);
  const runnerUp = new Int32Array(size);
  const decay = new Float64Array(learning.length);
  for (let row = 0; row < size; row++) {
    const [first, kth] = [ranked[2 * row]!, ranked[2 * row + 1]!];
    winner[row] = place(first);
    runnerUp[row] = place(kth);
    decay[winner[row]!]! += currents[row * units + first]!;
    decay[runnerUp[row]!]! -= antiHebbian * currents[row * units + kth]!;
  }
  return { units: learning.subarray(0, count), winner, runnerUp, decay };
}

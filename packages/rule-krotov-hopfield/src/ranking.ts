/** The two units that learn from a sample. */
export interface RankedUnits {
  /** The unit with the largest current. */
  readonly winner: number;
  /** The unit with the `rank`-th largest current. */
  readonly runnerUp: number;
}

/**
 * Finds the largest and the `rank`-th largest of a sample's currents in one pass. Of equal currents the lower unit
 * ranks first.
 * @param currents - row after row of `units` values
 * @param row - which sample
 * @param rank - from 2 to `units`
 */
export function rankUnits(currents: Float32Array, row: number, units: number, rank: number): RankedUnits {
  const start = row * units;
  // The best `rank` units so far, best first.
  const best = new Int32Array(rank).fill(-1);
  const values = new Float32Array(rank).fill(-Infinity);
  // Nearly all units fall below the rank-th best so far: that test is all they cost.
  let least = -Infinity;
  for (let unit = 0; unit < units; unit++) {
    const current = currents[start + unit]!;
    if (!(current > least)) continue;
    let place = rank - 1;
    for (; place > 0 && current > values[place - 1]!; place--) {
      values[place] = values[place - 1]!;
      best[place] = best[place - 1]!;
    }
    values[place] = current;
    best[place] = unit;
    least = values[rank - 1]!;
  }
  return { winner: best[0]!, runnerUp: best[rank - 1]! };
}

/**
 * {@link rankUnits} for each sample.
 * @returns for each its winner and its unit of rank k, side by side
 */
export function rankAll(currents: Float32Array, samples: number, units: number, rank: number): Int32Array {
  const ranked = new Int32Array(2 * samples);
  for (let row = 0; row < samples; row++) {
    const { winner, runnerUp } = rankUnits(currents, row, units, rank);
    ranked[2 * row] = winner;
    ranked[2 * row + 1] = runnerUp;
  }
  return ranked;
}

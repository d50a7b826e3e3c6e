/** Synapses by how long they were followed. */
export interface Lifetimes {
  /** `lost[t]` of them were lost after `t` epochs. */
  readonly lost: readonly number[];
  /** `alive[t]` of them were still there when they had been followed for `t` epochs. */
  readonly alive: readonly number[];
}

/**
 * After how many epochs half of the synapses are lost, by the product-limit estimate (Kaplan and Meier 1958), which
 * counts those whose end was not seen for as long as they were followed.
 * @returns `undefined` if more than half outlive the time that was watched, or there are none
 */
export function medianLifetime({ lost, alive }: Lifetimes): number | undefined {
  const length = Math.max(lost.length, alive.length);
  const at = (counts: readonly number[], epochs: number): number => counts[epochs] ?? 0;
  let left = 0;
  for (let epochs = 0; epochs < length; epochs++) left += at(lost, epochs) + at(alive, epochs);
  let survival = 1;
  for (let epochs = 0; epochs < length && left > 0; epochs++) {
    survival *= 1 - at(lost, epochs) / left;
    if (survival <= 0.5) return epochs;
    left -= at(lost, epochs) + at(alive, epochs);
  }
  return undefined;
}

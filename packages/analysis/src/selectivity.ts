/**
 * Whose each unit is, of two tasks: the first one's share `a / (a + b)` of what a unit does in both, where `a` and `b` are
 * scaled to the same mean over units – one task may be brighter than the other for all of them. Units that do nothing in
 * either are left out. `2 share − 1` is the contrast index `(a − b) / (a + b)` of physiology.
 * @param first - for each unit, 0 or more: mean activity in the first task, or a sum of weights for it
 * @param second - the same of the second task
 * @returns numbers from 0 (the second task's alone) to 1 (the first one's)
 */
export function taskShares(first: ArrayLike<number>, second: ArrayLike<number>): Float64Array {
  const [a, b] = [first, second].map(scaled) as [Float64Array, Float64Array];
  return Float64Array.from(a, (value, unit) => value / (value + b[unit]!)).filter(
    (share) => !Number.isNaN(share),
  );
}

/** To mean 1; zeros stay. */
function scaled(values: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(values);
  const sum = all.reduce((total, each) => total + each, 0);
  return sum === 0 ? all : all.map((each) => (each * all.length) / sum);
}

/**
 * How selective units are for a task, `|2 share − 1|`, mean over units.
 * @param shares - from {@link taskShares}, at least one
 * @returns 0 if each does as much in both tasks, 1 if each does something in one alone
 */
export function taskSelectivity(shares: ArrayLike<number>): number {
  return Array.from(shares).reduce((sum, share) => sum + Math.abs(2 * share - 1), 0) / shares.length;
}

/**
 * Share of units of which one task has a share of at least `least`, above one half.
 * @param shares - from {@link taskShares}, at least one
 */
export function assignedShare(shares: ArrayLike<number>, least: number): number {
  return Array.from(shares).filter((share) => Math.max(share, 1 - share) >= least).length / shares.length;
}

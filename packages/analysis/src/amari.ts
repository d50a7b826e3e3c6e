/**
 * Amari distance of an unmixing from the right one (Amari, Cichocki and Yang 1996), scaled to [0, 1]: 0 if each row of
 * the gain matrix `P = unmixing × mixing` has one entry and each column too, so that sources come out one by one, in
 * whatever order, sign and scale; 1 if all entries are equally large.
 * @param gains - `[sources, sources]`, row by row
 * @returns a row or column that is all 0 counts as one whose entries are equally large: that source is not found
 */
export function amariDistance(gains: ArrayLike<number>, sources: number): number {
  if (sources < 2) return 0;
  let sum = 0;
  for (let i = 0; i < sources; i++) {
    sum += excess(sources, (j) => Math.abs(gains[i * sources + j]!));
    sum += excess(sources, (j) => Math.abs(gains[j * sources + i]!));
  }
  return sum / (2 * sources * (sources - 1));
}

/** How much there is beside the largest entry, in units of it: 0 … count − 1. */
function excess(count: number, entry: (index: number) => number): number {
  let [all, largest] = [0, 0];
  for (let i = 0; i < count; i++) {
    all += entry(i);
    largest = Math.max(largest, entry(i));
  }
  return largest > 0 ? all / largest - 1 : count - 1;
}

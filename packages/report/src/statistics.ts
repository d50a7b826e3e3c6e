import jstat from 'jstat';

/** A sample's mean with its spread. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation; missing for fewer than two values. */
  readonly sd?: number;
  /** 95 % confidence interval of the mean (Student's t); missing for fewer than two values. */
  readonly ci95?: readonly [low: number, high: number];
}

/**
 * Summarises a sample.
 * @returns `undefined` for an empty one
 */
export function summarise(values: readonly number[]): Summary | undefined {
  const count = values.length;
  if (count === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { count, mean };
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  const half = (jstat.studentt.inv(0.975, count - 1) * sd) / Math.sqrt(count);
  return { count, mean, sd, ci95: [mean - half, mean + half] };
}

/** p of the two-sided paired t-test of differences against 0; missing for fewer than two. */
export function pairedTest(differences: readonly number[]): number | undefined {
  const summary = summarise(differences);
  if (summary?.sd === undefined) return undefined;
  const standardError = summary.sd / Math.sqrt(summary.count);
  return pOf(summary.mean, standardError, summary.count - 1);
}

/** p of Welch's two-sided t-test; missing if a sample has fewer than two values. */
export function welchTest(a: readonly number[], b: readonly number[]): number | undefined {
  const [first, second] = [summarise(a), summarise(b)];
  if (first?.sd === undefined || second?.sd === undefined) return undefined;
  const [va, vb] = [first.sd ** 2 / first.count, second.sd ** 2 / second.count];
  const spread = va ** 2 / (first.count - 1) + vb ** 2 / (second.count - 1);
  const freedom = spread === 0 ? first.count + second.count - 2 : (va + vb) ** 2 / spread;
  return pOf(first.mean - second.mean, Math.sqrt(va + vb), freedom);
}

function pOf(difference: number, standardError: number, freedom: number): number {
  if (standardError === 0) return difference === 0 ? 1 : 0;
  return 2 * (1 - jstat.studentt.cdf(Math.abs(difference / standardError), freedom));
}

/** Corrects p values for the number of comparisons (Holm 1979), in their order. Missing ones stay missing. */
export function holm(values: readonly (number | undefined)[]): (number | undefined)[] {
  const order = values
    .flatMap((p, index) => (p === undefined ? [] : [{ p, index }]))
    .toSorted((a, b) => a.p - b.p);
  const corrected: (number | undefined)[] = values.map(() => undefined);
  let largest = 0;
  order.forEach(({ p, index }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (order.length - rank)));
    corrected[index] = largest;
  });
  return corrected;
}

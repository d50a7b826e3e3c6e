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

/**
 * Fewest differences, or values of a sample, that a test is made of. Accuracies are multiples of a share of the test
 * images: with two seeds they are often equally far apart by chance, and a t-test takes that for certainty.
 */
export const LEAST_VALUES_FOR_TEST = 3;

/**
 * p of the two-sided paired t-test of differences against 0.
 * @returns `undefined` for fewer than {@link LEAST_VALUES_FOR_TEST}, for equal ones that are not 0 – their scatter is
 * not known, and no evidence – and where a value is not finite
 */
export function pairedTest(differences: readonly number[]): number | undefined {
  const summary = testable(differences);
  if (!summary) return undefined;
  const { mean, sd, count } = summary;
  return pOf({
    difference: mean,
    standardError: sd / Math.sqrt(count),
    freedom: count - 1,
    largest: largestOf(differences),
  });
}

/**
 * p of Welch's two-sided t-test of two independent samples.
 * @returns `undefined` if a sample has fewer than {@link LEAST_VALUES_FOR_TEST} values, if neither scatters and they
 * differ, and where a value is not finite
 */
export function welchTest(a: readonly number[], b: readonly number[]): number | undefined {
  const [first, second] = [testable(a), testable(b)];
  if (!first || !second) return undefined;
  const [va, vb] = [first.sd ** 2 / first.count, second.sd ** 2 / second.count];
  const spread = va ** 2 / (first.count - 1) + vb ** 2 / (second.count - 1);
  const freedom = spread === 0 ? first.count + second.count - 2 : (va + vb) ** 2 / spread;
  return pOf({
    difference: first.mean - second.mean,
    standardError: Math.sqrt(va + vb),
    freedom,
    largest: largestOf([...a, ...b]),
  });
}

function testable(values: readonly number[]): (Summary & { readonly sd: number }) | undefined {
  const summary = values.length < LEAST_VALUES_FOR_TEST ? undefined : summarise(values);
  return summary?.sd === undefined ? undefined : { ...summary, sd: summary.sd };
}

function largestOf(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs));
}

/** Scatter below this share of the largest value is rounding, not scatter. */
const ROUNDING = 1e-9;

function pOf({
  difference,
  standardError,
  freedom,
  largest,
}: {
  readonly difference: number;
  readonly standardError: number;
  readonly freedom: number;
  readonly largest: number;
}): number | undefined {
  if (standardError <= ROUNDING * largest) return difference === 0 ? 1 : undefined;
  const p = 2 * (1 - jstat.studentt.cdf(Math.abs(difference / standardError), freedom));
  return Number.isNaN(p) ? undefined : Math.min(1, Math.max(0, p));
}

/**
 * Corrects p values for the number of comparisons (Holm 1979), in their order. Missing ones, as which NaN counts, stay
 * missing and are no comparison.
 */
export function holm(values: readonly (number | undefined)[]): (number | undefined)[] {
  const order = values
    .flatMap((p, index) => (p === undefined || Number.isNaN(p) ? [] : [{ p, index }]))
    .toSorted((a, b) => a.p - b.p);
  const corrected: (number | undefined)[] = values.map(() => undefined);
  let largest = 0;
  order.forEach(({ p, index }, rank) => {
    largest = Math.max(largest, Math.min(1, p * (order.length - rank)));
    corrected[index] = largest;
  });
  return corrected;
}

/**
 * {@link holm} within each family of comparisons, so that what stands beside a claim as evidence does not weigh on it.
 * @param families - what each value belongs to; as many as there are values
 */
export function holmWithin(
  values: readonly (number | undefined)[],
  families: readonly unknown[],
): (number | undefined)[] {
  const corrected: (number | undefined)[] = values.map(() => undefined);
  for (const family of new Set(families)) {
    const own = values.flatMap((_, index) => (families[index] === family ? [index] : []));
    holm(own.map((index) => values[index])).forEach((p, i) => {
      corrected[own[i]!] = p;
    });
  }
  return corrected;
}

/** A minimum that was found. */
export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
}

const MOST_STEPS = 2000;
const TOLERANCE = 1e-10;
const WIDTH = 1e-7;

/**
 * The simplex method of Nelder and Mead (1965), with the usual coefficients (reflection 1, expansion 2, contraction and
 * shrinkage 1/2). Made for one or two parameters.
 * @param f - may return `Infinity` where it is not defined
 * @param step - from the start to the first simplex's other corners
 * @param width - largest difference of coordinates within the last simplex; its values also agree, to 1e-10
 */
export function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  step = 0.5,
  width = WIDTH,
): Minimum {
  const corner = (at: readonly number[]): Minimum => ({ at, value: finite(f(at)) });
  let simplex = [start, ...start.map((_, i) => start.map((x, j) => (i === j ? x + step : x)))].map(corner);
  for (let n = 0; n < MOST_STEPS; n++) {
    simplex = simplex.toSorted((a, b) => a.value - b.value);
    const [best, worst, beforeWorst] = [simplex[0]!, simplex.at(-1)!, simplex.at(-2)!];
    const size = Math.max(...best.at.map((x, i) => Math.abs(x - worst.at[i]!)));
    if (worst.value - best.value <= TOLERANCE * (1 + Math.abs(best.value)) && size < width) break;
    const others = simplex.slice(0, -1);
    const centre = start.map((_, i) => others.reduce((sum, { at }) => sum + at[i]!, 0) / others.length);
    const along = (t: number): Minimum => corner(centre.map((c, i) => c + t * (worst.at[i]! - c)));
    const reflected = along(-1);
    let next = reflected;
    if (reflected.value < best.value) {
      const expanded = along(-2);
      if (expanded.value < reflected.value) next = expanded;
    } else if (reflected.value >= beforeWorst.value) {
      next = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (next.value >= Math.min(reflected.value, worst.value)) {
        simplex = [
          best,
          ...simplex.slice(1).map(({ at }) => corner(at.map((x, i) => (x + best.at[i]!) / 2))),
        ];
        continue;
      }
    }
    simplex = [...others, next];
  }
  return simplex.toSorted((a, b) => a.value - b.value)[0]!;
}

function finite(value: number): number {
  return Number.isNaN(value) ? Infinity : value;
}

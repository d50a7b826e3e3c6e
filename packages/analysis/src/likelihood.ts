import { standardised, type Moments } from './moments.ts';
import { nelderMead, type Minimum } from './nelder-mead.ts';
import type { Search } from './searches.ts';
import { logNormaliser, type Support } from './support.ts';

/** Weights that lie close together, as one. */
export interface Group {
  /** Mean of their (ln x − logMean) / logSd. */
  readonly u: number;
  readonly count: number;
}

/** Widest group of weights, as a share of the standard deviation of the logarithms and of the support's length. */
const GROUP_OF_SD = 1 / 200;
const GROUP_OF_SUPPORT = 1 / 2000;

/**
 * Groups of weights so narrow that their likelihood is that of the weights themselves: hundreds of thousands of weights
 * become a few thousand.
 * @param sorted - rising
 * @param low - least value of the support
 */
export function grouped(sorted: Float64Array, moments: Moments, low: number): Group[] {
  const width = Math.min(GROUP_OF_SD, (-Math.log(low) * GROUP_OF_SUPPORT) / moments.logSd);
  const groups: Group[] = [];
  let [from, sum, count] = [-Infinity, 0, 0];
  const close = (): void => {
    if (count > 0) groups.push({ u: sum / count, count });
  };
  for (const x of sorted) {
    const u = standardised(x, moments);
    if (u - from > width) {
      close();
      [from, sum, count] = [u, 0, 0];
    }
    sum += u;
    count++;
  }
  close();
  return groups;
}

/** Mean logarithm of the density of grouped weights, without the constant. */
function meanOver(groups: readonly Group[], logDensity: (u: number) => number): number {
  let [sum, total] = [0, 0];
  for (const { u, count } of groups) {
    sum += count * logDensity(u);
    total += count;
  }
  return sum / total;
}

/** The coordinates of the largest likelihood, and whether they lie at the limits of the search. */
export interface Maximum {
  readonly at: readonly number[];
  readonly atWall: boolean;
}

/** Coordinates as close to a limit of the search as this lie on it. */
const AT_WALL = 1e-3;

const STEP = 0.5;
/** Width at which the search from a start ends; only the best one is refined. */
const ROUGHLY = 1e-3;

/** Searches from every start: first with the first coordinate held, then with all of them. */
export function maximise(search: Search, groups: readonly Group[], support: Support): Maximum {
  const box = search.box.map(([low, high], i): readonly [number, number] =>
    // A power steeper than the support's points are close would end between two of them.
    search.exponent && i === 0 ? [low, -Math.log(support.step)] : [low, high],
  );
  const loss = (at: readonly number[]): number => {
    if (at.some((each, i) => each < box[i]![0] || each > box[i]![1])) return Infinity;
    const logDensity = search.logDensity(at);
    return logNormaliser(logDensity, support) - meanOver(groups, logDensity);
  };
  const found = search.starts.map((start) => {
    const [first, ...others] = start;
    const held =
      others.length > 0 ? nelderMead((rest) => loss([first!, ...rest]), others, STEP, ROUGHLY).at : others;
    return nelderMead(loss, [first!, ...held], STEP, ROUGHLY);
  });
  const best = found.reduce((a, b) => (b.value < a.value ? b : a));
  const { at } = refined(loss, best);
  return { at, atWall: at.some((each, i) => box[i]!.some((wall) => Math.abs(each - wall) < AT_WALL)) };
}

const MOST_REFINEMENTS = 5;

/** Begins again from where a simplex ended, which may have shrunk before it arrived. */
function refined(loss: (at: readonly number[]) => number, best: Minimum): Minimum {
  let current = best;
  for (let n = 0; n < MOST_REFINEMENTS; n++) {
    const next = nelderMead(loss, current.at, STEP / 5);
    if (next.value >= current.value - 1e-12) break;
    current = next;
  }
  return current;
}

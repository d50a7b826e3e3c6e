import { holmWithin, pairedTest, summarise } from '@hebbench/report';
import type { TextTable } from '../common/markdown.ts';
import { percent, pText, SIGNIFICANT, signed } from '../common/format.ts';
import { underReading, underReadingOf } from '../common/networks.ts';
import { PROPOSED, READINGS_BESIDE, type ReadingBeside } from '../common/rows/index.ts';
import { meanByDraw, type ShotsResult } from './results.ts';

/** Which networks are held against each other with the same draws. */
const OWN_PAIRS: readonly (readonly [string, string])[] = [
  ['proposed', 'control'],
  ['proposed', 'nearest neighbour'],
  ['proposed', 'K&H, n = 4.5'],
  ['proposed', 'K&H, ReLU'],
  ['proposed', 'BP'],
  ['K&H, n = 4.5', 'control'],
  ['K&H, ReLU', 'control'],
];

interface Pair {
  readonly first: string;
  readonly second: string;
  /** The chosen one if left out. */
  readonly reading?: ReadingBeside;
}

/** {@link OWN_PAIRS}, and those of the proposed rule under the readings beside the chosen one. */
const PAIRS: readonly Pair[] = [
  ...OWN_PAIRS.map(([first, second]) => ({ first, second })),
  ...READINGS_BESIDE.flatMap((reading) =>
    OWN_PAIRS.filter(([first]) => first === PROPOSED.title).map(([first, second]) => ({
      first: underReading(reading, first),
      second,
      reading,
    })),
  ),
];

/** What stands with {@link shotComparisons}. */
export const SHOT_COMPARISON_NOTE =
  'Differences in percentage points, paired by draw, with their 95 % intervals over the draws; a draw’s accuracy is the mean over the seeds that both networks have. p: paired t-test, corrected (Holm) for all comparisons of this table, those of each reading of equation (6) beside the chosen one for themselves; missing where the draws are too few or their differences equal. Interval and p cover the choice of the few images, and not that of the networks. With one seed they say of two single networks how these differ, and another seed may differ in another way.';

/** Paired differences between networks for each number of shots; `undefined` where none can be paired. */
export function shotComparisons(rows: readonly ShotsResult[]): TextTable | undefined {
  const counts = [...new Set(rows.map(({ shots }) => shots))];
  const names = new Set(rows.map(({ network }) => network));
  const compared = counts.flatMap((shots) =>
    PAIRS.flatMap(({ first, second, reading }) => {
      const of = (network: string): ShotsResult | undefined =>
        rows.find((row) => row.network === network && row.shots === shots);
      const other = underReadingOf(first, second, names);
      const paired = overSharedSeeds(of(first), of(other));
      if (!paired || paired.differences.length < 2) return [];
      return [{ shots, first, second: other, reading, ...paired, p: pairedTest(paired.differences) }];
    }),
  );
  if (compared.length === 0) return undefined;
  const corrected = holmWithin(
    compared.map(({ p }) => p),
    compared.map(({ reading }) => reading),
  );
  return {
    columns: ['networks', 'images a class', 'difference', 'seeds', 'draws', 'p', 'larger than chance'],
    rows: compared.map(({ shots, first, second, seeds, differences }, i) => {
      const { mean, ci95 } = summarise(differences)!;
      const p = corrected[i];
      return [
        `${first} − ${second}`,
        String(shots),
        `${signed(mean)} ± ${percent(ci95![1] - mean)}`,
        String(seeds),
        String(differences.length),
        ...(p === undefined ? ['–', '–'] : [pText(p), p < SIGNIFICANT ? 'yes' : 'no']),
      ];
    }),
  };
}

/** Draw by draw, the first less the second, over the seeds that both have; what has no seeds has every one. */
function overSharedSeeds(
  first: ShotsResult | undefined,
  second: ShotsResult | undefined,
): { readonly seeds: number; readonly differences: number[] } | undefined {
  if (!first || !second) return undefined;
  const of = ({ drawsBySeed }: ShotsResult, seed: number | undefined): readonly number[] | undefined =>
    drawsBySeed.get(seed) ?? drawsBySeed.get(undefined);
  const pairs = [...first.drawsBySeed.keys()].flatMap((seed) => {
    const [a, b] = [of(first, seed), of(second, seed)];
    return a && b && a.length === b.length ? [{ a, b }] : [];
  });
  if (pairs.length === 0) return undefined;
  const others = meanByDraw(pairs.map(({ b }) => b));
  return {
    seeds: pairs.length,
    differences: meanByDraw(pairs.map(({ a }) => a)).map((accuracy, draw) => accuracy - others[draw]!),
  };
}

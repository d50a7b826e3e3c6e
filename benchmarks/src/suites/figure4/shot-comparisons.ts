import { holm, pairedTest, summarise } from '@hebbench/report';
import type { TextTable } from '../common/markdown.ts';
import { percent, pText, SIGNIFICANT, signed } from '../table1/format.ts';
import type { ShotsResult } from './results.ts';

/** Which networks are held against each other with the same draws. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['proposed', 'control'],
  ['proposed', 'nearest neighbour'],
  ['proposed', 'K&H, n = 4.5'],
  ['proposed', 'K&H, ReLU'],
  ['proposed', 'BP'],
  ['K&H, n = 4.5', 'control'],
  ['K&H, ReLU', 'control'],
];

/** What stands with {@link shotComparisons}. */
export const SHOT_COMPARISON_NOTE =
  'Differences in percentage points, paired by draw, with their 95 % intervals over the draws; a draw’s accuracy is the mean over seeds. p: paired t-test, corrected for all comparisons of this table (Holm). It covers the choice of the few images.';

/** Paired differences between networks for each number of shots; `undefined` where none can be paired. */
export function shotComparisons(rows: readonly ShotsResult[]): TextTable | undefined {
  const counts = [...new Set(rows.map(({ shots }) => shots))];
  const compared = counts.flatMap((shots) =>
    PAIRS.flatMap(([first, second]) => {
      const of = (network: string): readonly number[] | undefined =>
        rows.find((row) => row.network === network && row.shots === shots)?.draws;
      const [a, b] = [of(first), of(second)];
      if (!a || !b || a.length !== b.length || a.length < 2) return [];
      const differences = a.map((accuracy, draw) => accuracy - b[draw]!);
      return [{ shots, first, second, differences, p: pairedTest(differences)! }];
    }),
  );
  if (compared.length === 0) return undefined;
  const corrected = holm(compared.map(({ p }) => p));
  return {
    columns: ['networks', 'images a class', 'difference', 'draws', 'p', 'larger than chance'],
    rows: compared.map(({ shots, first, second, differences }, i) => {
      const { mean, ci95 } = summarise(differences)!;
      const p = corrected[i]!;
      return [
        `${first} − ${second}`,
        String(shots),
        `${signed(mean)} ± ${percent(ci95![1] - mean)}`,
        String(differences.length),
        pText(p),
        p < SIGNIFICANT ? 'yes' : 'no',
      ];
    }),
  };
}

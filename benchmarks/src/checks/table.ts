import type { TextTable } from '../suites/common/markdown.ts';
import type { Verdict } from './verdict.ts';

/** What stands above {@link checkTable}. */
export const CHECK_NOTE =
  'Cells drawn at random from those with three seeds or more, trained from scratch with a seed that the report does not have (`pnpm bench check`). One more seed falls into the range with a probability of 95 % (prediction interval, Student’s t): of twenty, one is outside by chance.';

/** {@link Verdict}s for people: accuracy in percent. */
export function checkTable(verdicts: readonly Verdict[]): TextTable {
  return {
    columns: ['cell', 'report', 'seeds', 'range', 'check', 'seed', 'inside'],
    rows: verdicts.map(({ claim, seed, accuracy, inside }) => [
      claim.cell.id,
      claim.accuracy.mean.toFixed(2),
      String(claim.accuracy.count),
      claim.range.map((end) => end.toFixed(2)).join(' … '),
      accuracy.toFixed(2),
      String(seed),
      inside ? 'yes' : 'no',
    ]),
  };
}

/** {@link Verdict}s in one sentence. */
export function checkSentence(verdicts: readonly Verdict[]): string {
  const inside = verdicts.filter((verdict) => verdict.inside).length;
  return `${inside} of ${verdicts.length} ${verdicts.length === 1 ? 'check falls' : 'checks fall'} where the report says.`;
}

import { percent } from '../common/format.ts';
import type { Range } from './paper-range.ts';
import { judgeRange } from './range-verdict.ts';
import { cleanAccuracy, isOther, type AttackReadingRow, type ShotsReadingRow } from './reading-results.ts';
import type { ShotsResult } from './results.ts';
import { judgeStability, NEARLY_STABLE, STABLE_RADIUS } from './stability.ts';

/**
 * With which other readings a network is stable, or nearly: what qualifies a verdict that it is not.
 * @returns `; holds with …`, or nothing
 */
export function stableReadings(network: string, rows: readonly AttackReadingRow[]): string {
  const own = rows.filter((row) => row.network === network);
  const others = own.flatMap((row) => {
    const clean = cleanAccuracy(row, own);
    return isOther(row) && clean !== undefined ? [{ ...row, clean }] : [];
  });
  const within = (most?: number): string[] =>
    others
      .filter(({ clean, points }) => judgeStability(clean, points, most).verdict === 'stable')
      .map(({ title, clean, points }) => {
        const { accuracy } = points.find(({ epsilon }) => epsilon === STABLE_RADIUS)!;
        return `“${title}” (${percent(clean)} % clean, ${percent(accuracy.mean)} % at ${STABLE_RADIUS})`;
      });
  return qualification([
    ['holds', within()],
    ['nearly holds', within(NEARLY_STABLE)],
  ]);
}

/**
 * With which other readings a network reaches the paper's range at one shot, or may: what qualifies a verdict that it
 * does not.
 * @returns `; holds with …`, or nothing
 */
export function shotsReadingsWithin(
  { network, experiment }: Pick<ShotsResult, 'network' | 'experiment'>,
  range: Range,
  rows: readonly ShotsReadingRow[],
): string {
  const judged = (verdict: 'inside' | 'undecided'): string[] =>
    rows
      .filter(
        (row) =>
          row.network === network &&
          row.protocol === experiment &&
          isOther(row) &&
          judgeRange(row.accuracy, range).verdict === verdict,
      )
      .map(({ title, accuracy }) => `“${title}” (${percent(accuracy.mean)} %)`);
  return qualification([
    ['holds', judged('inside')],
    ['undecided', judged('undecided')],
  ]);
}

/** The strongest that can be said of any. */
function qualification(claims: readonly (readonly [claim: string, readings: readonly string[]])[]): string {
  const [claim, readings] = claims.find(([, found]) => found.length > 0) ?? [];
  return claim && readings ? `; ${claim} with ${readings.join(', ')}` : '';
}

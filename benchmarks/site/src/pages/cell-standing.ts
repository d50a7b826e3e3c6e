import { pText, percent, signed, type Claim } from '@hebbench/benchmarks/published';
import type { League } from '../model/league.ts';
import type { SiteCell, SiteModel } from '../model/types.ts';

/** What is said of a cell elsewhere. */
export interface CellStanding {
  /** The paper's claims on it. */
  readonly verdicts: readonly Pick<Claim, 'claim' | 'paper' | 'verdict'>[];
  /** How far it is above the control, in words; `undefined` where there is none of its shape. */
  readonly overControl: string | undefined;
}

/** What is said of the cells of a site. */
export function cellStandings(
  { claims }: SiteModel,
  boards: readonly League[],
): (cell: SiteCell) => CellStanding {
  const differences = new Map(
    boards.flatMap(({ standings }) => standings.map(({ cell, difference }) => [cell, difference] as const)),
  );
  return (cell) => {
    const { report, id } = cell;
    const difference = differences.get(cell);
    const half = difference?.half === undefined ? '' : ` ± ${percent(difference.half)}`;
    const tested =
      difference?.p === undefined
        ? 'too few seeds for a test'
        : `p ${pText(difference.p).replace(/^(?=\d)/, '= ')}, corrected`;
    return {
      verdicts: report.own
        ? []
        : claims
            .filter(
              ({ group, results }) =>
                group.suite === report.folder.suite.name && results?.scale === report.folder.scale,
            )
            .flatMap((part) => part.claims.filter((claim) => claim.cell === id)),
      overControl: difference && `${signed(difference.mean)}${half} points (${tested})`,
    };
  };
}

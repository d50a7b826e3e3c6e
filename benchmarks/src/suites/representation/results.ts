import { aggregate, metric } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import type { MeasuredNetwork } from '../common/measured-network.ts';
import { networkTitle } from '../common/networks.ts';
import { widthOf, WIDTHS, type Width } from './cells.ts';

/** A network of this suite with what was found. */
export interface NetworkResult extends MeasuredNetwork {
  readonly width: Width;
}

/** The networks that have run, in the order of the cells. */
export function networkResults({ cells, records }: SuiteResults): NetworkResult[] {
  return aggregate(cells, records)
    .filter(({ records: own }) => own.length > 0)
    .map((result) => ({
      title: networkTitle(result.cell),
      cell: result.cell,
      width: widthOf(result.cell),
      result,
      of: (name) => metric(result, name),
    }));
}

/** Networks of one width, with the constraint or without. */
export interface Group {
  readonly title: string;
  readonly nonnegative: boolean;
  readonly width: Width;
  readonly networks: readonly NetworkResult[];
}

/** The networks side by side that are alike but for their rule; groups without any are left out. */
export function groups(networks: readonly NetworkResult[]): Group[] {
  return [true, false].flatMap((nonnegative) =>
    WIDTHS.flatMap((width): Group[] => {
      const own = networks.filter(
        (network) => network.width === width && network.cell.nonnegative === nonnegative,
      );
      const units = own[0]?.cell.hidden[0];
      if (units === undefined) return [];
      return [
        {
          title: `${nonnegative ? 'With the constraint' : 'Without constraint'}, ${units} units`,
          nonnegative,
          width,
          networks: own,
        },
      ];
    }),
  );
}

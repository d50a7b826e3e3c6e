import type { DatasetTraits } from '@hebbench/core';
import type { SuiteResults } from '../../suite.ts';
import { isDrawn } from '../common/columns.ts';
import type { TextTable } from '../common/markdown.ts';
import { PAPER_SETS } from '../common/sets.ts';

/** A data set with or without the constraint: rules are ranked within it. */
export interface Group {
  readonly title: string;
  /** Name of the data set. */
  readonly dataset: string;
  /** Whether more than accuracy and weights is measured, see {@link measuresAll}. */
  readonly measuresAll: boolean;
  readonly nonnegative: boolean;
}

/** The groups in the order of the report: two for each data set. */
export function groupsOf({ sets = PAPER_SETS }: Pick<SuiteResults, 'sets'>): Group[] {
  return sets.flatMap((set) =>
    [false, true].map((nonnegative): Group => ({
      title: `${set.title}${nonnegative ? '⁺' : ''}`,
      dataset: set.name,
      measuresAll: measuresAll(set),
      nonnegative,
    })),
  );
}

/** Whether robustness and learning from one image of each class are measured, too: on drawings, as in the paper. */
export function measuresAll(set: Pick<DatasetTraits, 'kind'>): boolean {
  return isDrawn(set);
}

/** A table with a title. */
export interface TitledTable extends TextTable {
  readonly title: string;
}

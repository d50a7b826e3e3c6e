import type { TextTable } from '../common/markdown.ts';

/** A table of the report with what is to be said of it. */
export interface NotedTable extends TextTable {
  readonly title: string;
  readonly notes: readonly string[];
}

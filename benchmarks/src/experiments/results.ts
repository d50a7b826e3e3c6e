import type { Cell, RunRecord } from '@hebbench/core';
import { aggregate, metric, type CellResult, type Summary } from '@hebbench/report';
import type { Suite, SuiteResults } from '../suite.ts';
import { baseId, changeWords } from './changes.ts';

/** What a report of experiments is made of. */
export interface ExperimentResults extends Pick<SuiteResults, 'data' | 'sets'> {
  readonly suite: Suite;
  /** Cells of experiments with the seeds to show. */
  readonly cells: readonly Cell[];
  readonly records: readonly RunRecord[];
  /** The suite's own cells that experiments change, and their records: to stand beside them. */
  readonly base: { readonly cells: readonly Cell[]; readonly records: readonly RunRecord[] };
  /** Flags that a command needs to name the cell that an experiment changes, by the experiment's id. @defaultValue none */
  readonly flags: ReadonlyMap<string, string>;
}

/** Experiments with one cell of a suite that are scored on the same images. */
export interface Group {
  /** Id of the suite's cell. */
  readonly base: string;
  readonly validation: boolean;
  readonly rows: readonly Row[];
}

/** A row of a table of experiments. */
export interface Row {
  readonly cell: Cell;
  /** What is changed, in words; `as it is` for the suite's own cell. */
  readonly changed: string;
  readonly result: CellResult;
  /** Its metrics in the order of {@link metricNames}. */
  readonly metrics: readonly (Summary | undefined)[];
  /** Whether it has the highest first metric of those that are scored on validation images, and others have it not. */
  readonly best: boolean;
}

/** Metrics that a table shows: the first ones that the suite compares reports by. */
export function metricNames({ suite, records }: ExperimentResults, most: number): string[] {
  const names = records
    .filter(({ status }) => status === 'ok')
    .flatMap((record) => Object.keys(suite.compared?.(record) ?? record.metrics));
  return names.length === 0 ? ['accuracy'] : [...new Set(names)].slice(0, most);
}

/** Experiments by the cell that they change and by the images that they are scored on, in the order of the cells. */
export function groups(results: ExperimentResults, names: readonly string[]): Group[] {
  const { cells, records, base } = results;
  const all = aggregate(cells, records);
  const own = new Map(aggregate(base.cells, base.records).map((result) => [result.cell.id, result]));
  const keys = new Set(cells.map((cell) => keyOf(cell)));
  return [...keys].map((key) => {
    const mine = all.filter(({ cell }) => keyOf(cell) === key);
    const { cell } = mine[0]!;
    const [id, validation] = [baseId(cell), cell.tuning === true];
    const asItIs = own.get(id);
    const comparable = asItIs !== undefined && asItIs.cell.tuning === cell.tuning;
    const rows = [...(comparable ? [rowOf(asItIs, names)] : []), ...mine.map((each) => rowOf(each, names))];
    return { base: id, validation, rows: validation ? withBest(rows) : rows };
  });
}

function keyOf(cell: Cell): string {
  return `${baseId(cell)} ${cell.tuning === true}`;
}

function rowOf(result: CellResult, names: readonly string[]): Row {
  const { cell } = result;
  const words = changeWords({ ...cell.changes }).filter((word) => word !== 'on validation images');
  return {
    cell,
    changed: words.join(', ') || 'as it is',
    result,
    metrics: names.map((name) => metric(result, name)),
    best: false,
  };
}

function withBest(rows: readonly Row[]): Row[] {
  const means = rows.flatMap(({ metrics: [first] }) => first?.mean ?? []);
  const highest = Math.max(...means);
  const alone = means.filter((mean) => mean === highest).length === 1;
  return rows.map((row) => ({
    ...row,
    best: alone && means.length > 1 && row.metrics[0]?.mean === highest,
  }));
}

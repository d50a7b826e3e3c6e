import type { Cell } from '@hebbench/core';
import type { CellResult, CsvRow, Summary } from '@hebbench/report';

/** A network that has run, with what was measured of it over seeds. */
export interface MeasuredNetwork {
  /** For people. */
  readonly title: string;
  readonly cell: Cell;
  readonly result: CellResult;
  /** A metric over seeds. */
  readonly of: (name: string) => Summary | undefined;
}

/** Columns of {@link metricRows}, after those that a suite has of its own. */
export const METRIC_COLUMNS: readonly string[] = [
  'rule',
  'network',
  'metric',
  'seeds',
  'mean',
  'sd',
  'ci95_low',
  'ci95_high',
];

/** One row a metric of a network, with the suite's own columns in front. */
export function metricRows({ title, cell, result, of }: MeasuredNetwork, own: CsvRow): CsvRow[] {
  const names = [...new Set(result.records.flatMap(({ metrics }) => Object.keys(metrics)))];
  return names.map((name) => {
    const { count, mean, sd, ci95 } = of(name)!;
    return {
      ...own,
      rule: cell.rule,
      network: title,
      metric: name,
      seeds: count,
      mean: mean.toPrecision(6),
      sd: sd?.toPrecision(4),
      ci95_low: ci95?.[0].toPrecision(6),
      ci95_high: ci95?.[1].toPrecision(6),
    };
  });
}

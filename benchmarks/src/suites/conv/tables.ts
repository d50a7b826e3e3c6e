import type { Cell } from '@hebbench/core';
import { aggregate, metric, type CellResult } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import type { TextTable } from '../common/markdown.ts';
import { withInterval } from '../common/format.ts';
import { isDense } from './cells.ts';
import { ROWS } from './rows.ts';

/** A table with its title: one data set with or without the constraint. */
export interface ConvTable extends TextTable {
  readonly title: string;
}

/** Finished networks, in the order of the cells. */
export function finished({ cells, records }: SuiteResults): CellResult[] {
  return aggregate(cells, records).filter(({ records: own }) => own.length > 0);
}

/** One table for each data set and constraint that has a finished network. */
export function convTables(results: SuiteResults): ConvTable[] {
  const all = finished(results);
  const titles = [...new Set(all.map(({ cell }) => groupOf(cell)))];
  return titles.map((title) => ({
    title,
    columns: ['layers', 'rule', 'accuracy %', 'zero %', 'PGD %', 'training s', 'reported %'],
    rows: all
      .filter(({ cell }) => groupOf(cell) === title)
      .map((result) => [
        layersText(result.cell),
        `${results.titles?.get(result.cell.rule) ?? result.cell.rule}, ${result.cell.head}`,
        withInterval(metric(result, 'accuracy')),
        withInterval(metric(result, 'sparsity')),
        withInterval(metric(result, 'robust')),
        secondsOf(result).toFixed(1),
        reportedOf(result.cell)?.toFixed(1) ?? '–',
      ]),
  }));
}

/** Channels of each convolution, or the units of the dense layer. */
export function layersText(cell: Cell): string {
  return isDense(cell) ? `dense ${cell.hidden[0]}` : cell.hidden.join('-');
}

function groupOf({ dataset, nonnegative }: Cell): string {
  return `${dataset}${nonnegative ? '⁺' : ''}`;
}

/** Mean seconds of training. */
export function secondsOf({ records }: CellResult): number {
  return records.reduce((sum, { provenance }) => sum + provenance.trainSeconds, 0) / records.length;
}

/** What the rule's authors report for their deepest networks, beside the deepest of these. */
export function reportedOf({ rule, head, dataset, hidden }: Cell): number | undefined {
  if (hidden.length !== 3) return undefined;
  return ROWS.find((row) => row.rule === rule && row.head === head)?.reported[dataset];
}

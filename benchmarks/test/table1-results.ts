import type { RunRecord } from '@hebbench/core';
import { table1 } from '../src/suites/table1/index.ts';
import type { SuiteResults } from '../src/suite.ts';
import { exampleRecord } from './example-record.ts';

export const CELLS = table1.cells('quick', { rules: [] });

/** Records with made-up accuracies: the n-th cell scores 80 + n/2 percent. */
export const RECORDS: readonly RunRecord[] = CELLS.map((cell, n) => exampleRecord(cell, 0, 80 + n / 2));

export function results(records: readonly RunRecord[] = RECORDS): SuiteResults {
  return { scale: 'quick', data: 'real', cells: CELLS, records };
}

export async function csvRows(records?: readonly RunRecord[]): Promise<Record<string, string>[]> {
  const text = (await table1.report(results(records))).get('table1.csv') as string;
  const [header, ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((line) => Object.fromEntries(header!.map((name, i) => [name, line[i]!])));
}

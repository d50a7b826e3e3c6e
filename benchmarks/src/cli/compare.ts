import { HebbenchError, type RunRecord } from '@hebbench/core';
import { compareCells, terminalTable, type CellComparison } from '@hebbench/report';
import type { Suite } from '../suite.ts';
import { SUITES } from '../suites/index.ts';
import { pText, SIGNIFICANT } from '../suites/common/format.ts';
import { differences } from './compare-differences.ts';
import { readFolder } from './compare-records.ts';
import { messages } from './messages.ts';
import { styleOf } from './terminal.ts';

/**
 * `pnpm bench compare A B`: two reports against each other, cell by cell, in all that their suite compares. Above the
 * tables stands in what the two differ beside their numbers.
 * @throws {@link HebbenchError} `DATA_MISSING` if a folder holds no record that can be read; `USAGE` if they have no suite,
 * cell, scale or kind of data in common
 */
export function compareCommand({ a, b }: { a: string; b: string }): number {
  const [left, right] = [a, b].map((folder) => readFolder(folder, (problem) => messages.warn(problem))) as [
    RunRecord[],
    RunRecord[],
  ];
  const suite = suiteOf(left, right);
  const compared = compareCells(left, right, (record) => suite?.compared?.(record) ?? record.metrics);
  const lines = [
    ...differences(left, right),
    ...[...new Set(compared.map(({ metric }) => metric))].map((metric) =>
      block(
        metric,
        compared.filter((each) => each.metric === metric),
        isPercentage(suite, left, metric),
      ),
    ),
    'Over the seeds that both have; p of a t-test, paired over them, from three on, corrected for the number of comparisons (Holm). Without a common seed: over all, unpaired.',
  ];
  process.stdout.write(`${lines.join('\n\n')}\n`);
  return 0;
}

/** The suite of all records; `undefined` if this version has none of its name. */
function suiteOf(a: readonly RunRecord[], b: readonly RunRecord[]): Suite | undefined {
  const names = [...new Set([...a, ...b].map(({ cell }) => cell.suite))];
  if (names.length < 2) return SUITES.find(({ name }) => name === names[0]);
  throw new HebbenchError('USAGE', 'These records are of different suites.', {
    got: names.join(', '),
    expected: 'two reports of one suite',
    fix: 'compare reports of the same suite',
  });
}

function isPercentage(suite: Suite | undefined, [record]: readonly RunRecord[], metric: string): boolean {
  return suite?.metrics(record!.cell).percentages.test(metric) ?? false;
}

function block(metric: string, rows: readonly CellComparison[], percentage: boolean): string {
  const number = (value: number): string =>
    percentage ? value.toFixed(2) : String(Number(value.toPrecision(DIGITS)));
  const columns = [percentage ? `${metric} %` : metric, 'A', 'B', 'B − A', 'p', ''];
  return terminalTable(
    columns,
    rows.map(({ cell, meanA, meanB, difference, p, paired }) => [
      cell,
      number(meanA),
      number(meanB),
      `${difference >= 0 ? '+' : ''}${number(difference)}`,
      `${pText(p)}${p !== undefined && paired ? ' paired' : ''}`,
      p !== undefined && p < SIGNIFICANT ? '*' : '',
    ]),
    styleOf(process.stdout),
  );
}

/** Digits of what is not in percent. */
const DIGITS = 4;

import type { Cell, RunRecord } from '@hebbench/core';
import { isDeepStrictEqual } from 'node:util';
import { summarise, type Summary } from './statistics.ts';

/** The records of a cell, put together. */
export interface CellResult {
  readonly cell: Cell;
  /** `ok`: all runs there and well; `failed`: at least one failed; `partial`: some are missing; `not-run`: all are. */
  readonly status: 'ok' | 'failed' | 'partial' | 'not-run';
  /** Records of successful runs, by seed. */
  readonly records: readonly RunRecord[];
  /** Records of failed runs. */
  readonly failures: readonly RunRecord[];
}

/**
 * Sorts records by cell. A record of another definition of its cell (other sizes, budgets or hyperparameters) does not
 * count.
 */
export function aggregate(cells: readonly Cell[], records: readonly RunRecord[]): CellResult[] {
  // Most cells of a suite differ in their name, which is faster to tell than all else.
  const byName = new Map<string, RunRecord[]>();
  for (const record of records) {
    const own = byName.get(record.cell.id);
    if (own) own.push(record);
    else byName.set(record.cell.id, [record]);
  }
  return cells.map((cell) => {
    const own = (byName.get(cell.id) ?? [])
      .filter((record) => cell.seeds.includes(record.seed) && sameDefinition(record.cell, cell))
      .toSorted((a, b) => a.seed - b.seed);
    const ok = own.filter(({ status }) => status === 'ok');
    const failures = own.filter(({ status }) => status === 'failed');
    const status =
      failures.length > 0
        ? 'failed'
        : ok.length === cell.seeds.length
          ? 'ok'
          : ok.length > 0
            ? 'partial'
            : 'not-run';
    return { cell, status, records: ok, failures };
  });
}

/** What a table says of a cell with failed runs: `diverged` where each of them ended in numbers that are not finite. */
export function failureWord({ failures }: Pick<CellResult, 'failures'>): 'failed' | 'diverged' {
  const diverged = failures.length > 0 && failures.every(({ error }) => error?.code === 'DIVERGED');
  return diverged ? 'diverged' : 'failed';
}

/** A metric over the seeds of a cell, or `undefined` if no record has it. */
export function metric({ records }: Pick<CellResult, 'records'>, name: string): Summary | undefined {
  return summarise(records.flatMap(({ metrics }) => metrics[name] ?? []));
}

function sameDefinition({ seeds: _a, ...a }: Cell, { seeds: _b, ...b }: Cell): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
}

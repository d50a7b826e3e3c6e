import type { Cell, RunRecord } from '@hebbench/core';
import { z } from 'zod';
import type { Run } from '../run/identity.ts';
import type { ExpectedMetrics } from '../suite.ts';

/** Says what the record of a cell holds. */
export type Expectations = (cell: Cell) => ExpectedMetrics;

/** What of a cell its id says: a record that differs in it was put under a name that is not its own. */
const NAMED = ['id', 'suite', 'scale', 'dataset', 'rule', 'head', 'nonnegative'] as const;

const curveSchema = z.array(
  z.object({ phase: z.string(), epoch: z.number().min(0), accuracy: z.number().min(0).max(100) }),
);

/**
 * What keeps a record from being that of a run, in words: it is another run's, or holds what no run of the cell can have
 * found.
 * @param expects - left out, where the cell's suite is not known
 * @returns undefined if nothing does
 */
export function problemOf(
  record: RunRecord,
  { cell, seed }: Run,
  expects: Expectations | undefined,
): string | undefined {
  // A caller who knows the cell's id alone has nothing else to compare.
  const other = NAMED.find((name) => cell[name] !== undefined && record.cell[name] !== cell[name]);
  if (other !== undefined)
    return `the record of another run, whose ${other} is ${String(record.cell[other])}`;
  if (record.seed !== seed) return `the record of ${record.cell.id}, seed ${record.seed}`;
  if (record.status === 'failed') {
    return record.error === undefined ? 'a failed run without its error' : undefined;
  }
  if (record.error !== undefined) return 'a run that is well and has an error';
  return (
    metricProblem(record, expects) ?? detailProblem(record, expects) ?? curveProblem(record.details['curve'])
  );
}

function metricProblem({ cell, metrics }: RunRecord, expects: Expectations | undefined): string | undefined {
  if (!expects) return undefined;
  const { always, percentages } = expects(cell);
  const missing = always.find((name) => metrics[name] === undefined);
  if (missing !== undefined) return `no metric "${missing}"`;
  const wrong = Object.entries(metrics).find(
    ([name, value]) => percentages.test(name) && !(value >= 0 && value <= 100),
  );
  return wrong && `${wrong[1]} as the metric "${wrong[0]}", which is in percent`;
}

function detailProblem({ cell, details }: RunRecord, expects: Expectations | undefined): string | undefined {
  for (const [name, schema] of Object.entries(expects?.(cell).details ?? {})) {
    const [issue] = schema.safeParse(details[name]).error?.issues ?? [];
    if (issue) return `the detail "${[name, ...issue.path].join('.')}": ${issue.message}`;
  }
  return undefined;
}

function curveProblem(curve: unknown): string | undefined {
  if (curve === undefined || curveSchema.safeParse(curve).success) return undefined;
  return `a learning curve of ${JSON.stringify(curve).slice(0, 60)}`;
}

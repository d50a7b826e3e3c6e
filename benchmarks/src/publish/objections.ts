import type { Cell, RunRecord } from '@hebbench/core';
import { findDefinition } from '@hebbench/datasets';
import { outdatedRuns, type Today } from '../results/outdated.ts';

/** What is to be published of a suite, with what it is held against. */
export interface Candidates {
  /** The cells, each with the seeds that its suite plans. */
  readonly cells: readonly Cell[];
  /** The stored records of these cells, further seeds included. */
  readonly records: readonly RunRecord[];
  readonly today: Today;
  /** Whether a commit is in the history of what is checked out. */
  readonly isInHistory: (commit: string) => boolean;
}

/** Why a cell's results cannot be published. */
export interface Objection {
  readonly cell: string;
  readonly reason: string;
}

/**
 * Why results cannot be published: cells that are not complete, or that failed, but for networks that diverged, which is a
 * result; images that are not the publisher's; rules from elsewhere; code that nobody else can have, or that gives other
 * numbers today. Published work can be repeated from the repository alone.
 */
export function objections({ cells, records, today, isInHistory }: Candidates): Objection[] {
  const outdated = new Set(outdatedRuns(records, { ...today, byCode: false }));
  return cells.flatMap((cell) => {
    const own = records.filter((record) => record.cell.id === cell.id);
    const missing = cell.seeds.filter((seed) => !own.some((record) => record.seed === seed));
    const reasons = new Set<string>();
    if (missing.length > 0) {
      reasons.add(
        `not complete: no record of ${missing.length === 1 ? 'seed' : 'seeds'} ${missing.join(', ')}`,
      );
    }
    for (const record of own) {
      const reason = objectionTo(record, today, isInHistory);
      if (reason !== undefined) reasons.add(reason);
      else if (outdated.has(record))
        reasons.add(`seed ${record.seed}: today’s code and settings give other numbers`);
    }
    return [...reasons].map((reason) => ({ cell: cell.id, reason }));
  });
}

/** What happened and what was got, of an error's message in several lines. */
function reasonIn(message: string): string {
  const [what = '', ...rest] = message.split('\n');
  const got = rest.map((line) => line.trim()).find((line) => line.startsWith('got:'));
  return got === undefined ? what : `${what} ${got.replace(/\s+/g, ' ')}`;
}

function objectionTo(
  { cell, seed, status, error, provenance }: RunRecord,
  { rules }: Today,
  isInHistory: (commit: string) => boolean,
): string | undefined {
  if (status === 'failed' && error?.code !== 'DIVERGED')
    return `seed ${seed} failed: ${error ? reasonIn(error.message) : 'no reason is kept'}`;
  const { data, code } = provenance;
  if (data.origin !== 'real' || data.digest !== findDefinition(cell.dataset).digest) {
    return `seed ${seed}: not the publisher’s images (${data.origin}, digest ${data.digest.slice(0, 12)}…)`;
  }
  const rule = rules.get(cell.rule);
  if (!rule) return `its rule "${cell.rule}" is no package of this repository`;
  if (!code || code.commit === null) return `seed ${seed}: its record names no commit`;
  if (!code.clean) return `seed ${seed}: run with changes that were not committed`;
  return isInHistory(code.commit)
    ? undefined
    : `seed ${seed}: its commit ${code.commit.slice(0, 12)} is not in the history of what is checked out`;
}

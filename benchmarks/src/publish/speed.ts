import { HebbenchError } from '@hebbench/core';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { speedResultsSchema, type SpeedResults } from '../speed/measurement.ts';
import { SPEED_RESULTS } from '../speed/rewrite.ts';
import { writeAtomically } from '../store/atomic-write.ts';

/** Settings of {@link publishSpeed}. */
export interface PublishSpeedOptions {
  readonly isInHistory: (commit: string) => boolean;
  /** Whether the measurements were asked for by name: then there must be some. */
  readonly asked: boolean;
}

/**
 * Takes the measurements of `pnpm bench speed --out RUNS/speed` over into the published reports.
 * @returns how many are new
 * @throws {@link HebbenchError} `NOT_PUBLISHABLE`
 */
export function publishSpeed(from: string, to: string, { isInHistory, asked }: PublishSpeedOptions): number {
  const file = join(from, 'speed', SPEED_RESULTS);
  if (!existsSync(file)) {
    if (asked) throw refused(`no ${file}`, `measure first: pnpm bench speed --out ${join(from, 'speed')}`);
    return 0;
  }
  const bytes = readFileSync(file);
  const reason = objectionTo(bytes.toString(), isInHistory);
  if (reason !== undefined) throw refused(`${file}: ${reason}`, 'measure again with committed code');
  const target = join(to, 'speed', SPEED_RESULTS);
  if (existsSync(target) && readFileSync(target).equals(bytes)) return 0;
  writeAtomically(target, bytes);
  return 1;
}

function objectionTo(text: string, isInHistory: (commit: string) => boolean): string | undefined {
  let results: SpeedResults;
  try {
    results = speedResultsSchema.parse(JSON.parse(text));
  } catch (error) {
    return `no measurements: ${(error as Error).message.split('\n')[0]}`;
  }
  const { code } = results;
  if (!code || code.commit === null) return 'it names no commit';
  if (!code.clean) return 'measured with changes that were not committed';
  return isInHistory(code.commit)
    ? undefined
    : `its commit ${code.commit.slice(0, 12)} is not in the history`;
}

function refused(got: string, fix: string): HebbenchError {
  return new HebbenchError('NOT_PUBLISHABLE', 'The measurements of speed cannot be published.', {
    got,
    expected: 'measurements of committed code of this repository',
    fix,
  });
}

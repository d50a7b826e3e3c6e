import { HebbenchError } from '@hebbench/core';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { speedResultsSchema, type SpeedResults } from '../speed/measurement.ts';
import { SPEED_RESULTS, speedResultsIn } from '../speed/rewrite.ts';
import { writeAtomically } from '../store/atomic-write.ts';

/** Settings of {@link publishSpeed}. */
export interface PublishSpeedOptions {
  readonly isInHistory: (commit: string) => boolean;
  /** Whether the measurements were asked for by name: then there must be some. */
  readonly asked: boolean;
}

/**
 * Takes the measurements of `pnpm bench speed --out RUNS/speed` over into the published reports, and those of
 * `--out RUNS/speed/NAME`, of another machine for instance, beside them.
 * @returns how many are new
 * @throws {@link HebbenchError} `NOT_PUBLISHABLE`; then none is taken over
 */
export function publishSpeed(from: string, to: string, { isInHistory, asked }: PublishSpeedOptions): number {
  const folder = join(from, 'speed');
  const found = speedResultsIn(folder);
  if (found.length === 0) {
    if (asked)
      throw refused(`no ${join(folder, SPEED_RESULTS)}`, `measure first: pnpm bench speed --out ${folder}`);
    return 0;
  }
  const measured = found.map((name) => {
    const file = join(folder, name);
    const bytes = readFileSync(file);
    const reason = objectionTo(bytes.toString(), isInHistory);
    if (reason !== undefined) throw refused(`${file}: ${reason}`, 'measure again with committed code');
    return { target: join(to, 'speed', name), bytes };
  });
  const fresh = measured.filter(
    ({ target, bytes }) => !(existsSync(target) && readFileSync(target).equals(bytes)),
  );
  for (const { target, bytes } of fresh) writeAtomically(target, bytes);
  return fresh.length;
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

import { HebbenchError } from '@hebbench/core/basics';
import { join, relative, resolve, sep } from 'node:path';
import { REPOSITORY } from '../run/repository.ts';

/** Where runs are kept unless `--out` says otherwise: records, networks, reports. Nothing of it is in the repository. */
export const RUNS = 'runs';

/** Published reports. Nothing but `pnpm bench publish` writes there. */
export const REPORTS: string = join(REPOSITORY, 'reports');

/** Whether a folder is that of the published reports, or in it. */
export function isPublished(folder: string): boolean {
  const path = resolve(folder);
  return path === REPORTS || path.startsWith(REPORTS + sep);
}

/**
 * Checks that a command may write into a folder.
 * @param out - value of `--out`
 * @throws {@link HebbenchError} `USAGE` for the folder of published reports
 */
export function checkOut(out: string): void {
  if (!isPublished(out)) return;
  throw new HebbenchError('USAGE', `${shown(out)} is published work.`, {
    got: `--out ${out}`,
    expected: 'a folder of your own',
    fix: `leave --out out: results go to ${RUNS}/, and \`pnpm bench publish\` takes finished ones over`,
  });
}

/** A path as short as it can be said where the user stands. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
}

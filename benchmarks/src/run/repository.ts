import type { CodeProvenance } from '@hebbench/core';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Root of this repository. */
export const REPOSITORY: string = fileURLToPath(new URL('../../..', import.meta.url));

/** The commit that is checked out, and whether the tree differs from it. */
export type RepositoryState = Pick<CodeProvenance, 'commit' | 'clean'>;

/**
 * Looks at a working tree. Published reports do not count as changes: no run depends on them.
 * @param directory - @defaultValue this repository
 */
export function repositoryState(directory: string = REPOSITORY): RepositoryState {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const commit = git('rev-parse', 'HEAD').trim();
    const changes = git('status', '--porcelain', '--', ':(top)', ':(top,exclude)reports');
    return { commit, clean: changes === '' };
  } catch {
    // No repository, no commit, or no git.
    return { commit: null, clean: false };
  }
}

/** Whether a commit is the one that is checked out, or an ancestor of it. */
export function isInHistory(commit: string, directory: string = REPOSITORY): boolean {
  try {
    execFileSync('git', ['merge-base', '--is-ancestor', commit, 'HEAD'], { cwd: directory, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

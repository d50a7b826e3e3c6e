import { cacheDirectory, excerpt, HebbenchError, userPath } from '@hebbench/core';
import { fileKind, withArticle } from './file-kind.ts';

export { cacheDirectory };

/**
 * The user's folder of data sets as an absolute path, if there is one.
 * @param directory - `HEBBENCH_DATA_DIR` if left out
 */
export function ownDirectory(directory: string | undefined): string | undefined {
  const named = directory ?? process.env['HEBBENCH_DATA_DIR'];
  return named ? userPath(named) : undefined;
}

/** How the user named the folder of data sets, for errors. */
export function nameOfOwn(directory: string | undefined): string {
  return `${directory === undefined ? 'HEBBENCH_DATA_DIR=' : '--data-dir '}${excerpt(ownDirectory(directory) ?? '')}`;
}

/**
 * Checks that a folder which the user names is there: with a slip in its name, other images would be taken instead.
 * @param directory - `HEBBENCH_DATA_DIR` if left out
 * @throws {@link HebbenchError} `DATA_MISSING`
 */
export function checkOwnDirectory(directory: string | undefined): void {
  const own = ownDirectory(directory);
  if (own === undefined) return;
  const kind = fileKind(own);
  if (kind === 'folder') return;
  throw new HebbenchError('DATA_MISSING', `There is no data folder ${excerpt(own)}.`, {
    got: `${nameOfOwn(directory)}${kind === undefined ? '' : `, which is ${withArticle(kind)}`}`,
    expected: 'a folder that holds data sets',
    fix: 'correct the path, or leave it out: the sets are then downloaded',
  });
}

/**
 * Folders in which to look for data sets, in order.
 * @param directory - the user's; `HEBBENCH_DATA_DIR` if left out
 */
export function searchDirectories(directory: string | undefined): string[] {
  const own = ownDirectory(directory);
  return own === undefined ? [cacheDirectory()] : [own, cacheDirectory()];
}

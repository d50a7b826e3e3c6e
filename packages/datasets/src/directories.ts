import { HebbenchError } from '@hebbench/core';
import envPaths from 'env-paths';
import { statSync } from 'node:fs';

/** Where downloaded data sets are kept. `HEBBENCH_CACHE_DIR` names another place. */
export function cacheDirectory(): string {
  return process.env['HEBBENCH_CACHE_DIR'] ?? envPaths('hebbench', { suffix: '' }).cache;
}

/** The user's folder of data sets, if there is one: `HEBBENCH_DATA_DIR` if `directory` is left out. */
function ownDirectory(directory: string | undefined): string | undefined {
  return (directory ?? process.env['HEBBENCH_DATA_DIR']) || undefined;
}

/**
 * Checks that a folder which the user names is there: with a slip in its name, other images would be taken instead.
 * @param directory - `HEBBENCH_DATA_DIR` if left out
 * @throws {@link HebbenchError} `DATA_MISSING`
 */
export function checkOwnDirectory(directory: string | undefined): void {
  const own = ownDirectory(directory);
  if (own === undefined || statSync(own, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new HebbenchError('DATA_MISSING', `There is no data folder ${own}.`, {
    got: directory === undefined ? `HEBBENCH_DATA_DIR=${own}` : `--data-dir ${own}`,
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

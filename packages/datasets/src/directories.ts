import envPaths from 'env-paths';

/** Where downloaded data sets are kept. `HEBBENCH_CACHE_DIR` names another place. */
export function cacheDirectory(): string {
  return process.env['HEBBENCH_CACHE_DIR'] ?? envPaths('hebbench', { suffix: '' }).cache;
}

/** The user's folder of data sets, if there is one: `HEBBENCH_DATA_DIR` if `directory` is left out. */
export function ownDirectory(directory: string | undefined): string | undefined {
  return (directory ?? process.env['HEBBENCH_DATA_DIR']) || undefined;
}

/**
 * Folders in which to look for data sets, in order.
 * @param directory - the user's; `HEBBENCH_DATA_DIR` if left out
 */
export function searchDirectories(directory: string | undefined): string[] {
  const own = ownDirectory(directory);
  return own === undefined ? [cacheDirectory()] : [own, cacheDirectory()];
}

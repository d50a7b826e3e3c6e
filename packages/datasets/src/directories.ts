import envPaths from 'env-paths';

/** Where downloaded data sets are kept. `HEBBENCH_CACHE_DIR` names another place. */
export function cacheDirectory(): string {
  return process.env['HEBBENCH_CACHE_DIR'] ?? envPaths('hebbench', { suffix: '' }).cache;
}

/**
 * Folders in which to look for data sets, in order.
 * @param directory - the user's; `HEBBENCH_DATA_DIR` if left out
 */
export function searchDirectories(directory: string | undefined): string[] {
  const own = directory ?? process.env['HEBBENCH_DATA_DIR'];
  return own === undefined || own === '' ? [cacheDirectory()] : [own, cacheDirectory()];
}

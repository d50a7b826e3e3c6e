import envPaths from 'env-paths';
import { userPath } from './user-path.ts';

/**
 * Where what can be downloaded or measured again is kept, as an absolute path. `HEBBENCH_CACHE_DIR` names another place.
 */
export function cacheDirectory(): string {
  const named = process.env['HEBBENCH_CACHE_DIR'];
  return named ? userPath(named) : envPaths('hebbench', { suffix: '' }).cache;
}

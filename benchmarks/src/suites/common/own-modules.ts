import { fileURLToPath } from 'node:url';

/**
 * Modules beside another one, as source or built: they have its ending.
 * @param url - `import.meta.url` of that one
 * @param names - without an ending, e.g. `score`
 * @returns absolute paths
 */
export function modulesBeside(url: string, ...names: string[]): string[] {
  return names.map((name) => fileURLToPath(new URL(`${name}${url.slice(-3)}`, url)));
}

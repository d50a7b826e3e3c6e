import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What a module imports or exports anew by a relative path, types left out, which are gone when it runs. */
const RELATIVE_IMPORT = /^(?:import|export)(?! type\b)[^;]*?\bfrom '(\.{1,2}\/[^']+)'/gm;

/**
 * A module and all that it imports by relative paths, directly or not: the code of its own package that it runs.
 * @param entry - absolute path
 * @returns absolute paths, sorted
 */
export function moduleClosure(entry: string): string[] {
  const found = new Set<string>();
  const add = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(RELATIVE_IMPORT)) {
      add(resolve(dirname(file), path!));
    }
  };
  add(entry);
  return [...found].toSorted();
}

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * The folder of a package that is installed where Node.js would look for it, whatever its `exports` say.
 * @param name - of the package
 * @param from - folders that it is seen from, absolute, in their order
 * @returns `undefined` if there is none
 */
export function findPackage(name: string, from: readonly string[]): string | undefined {
  return from
    .flatMap((folder) => createRequire(join(folder, 'package.json')).resolve.paths(name) ?? [])
    .map((folder) => join(folder, name))
    .find((folder) => existsSync(join(folder, 'package.json')));
}

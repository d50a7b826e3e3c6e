import { HebbenchError } from '@hebbench/core';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The first folder that holds a set, and the files of the set there.
 * @param folders - where to look
 * @param names - for each file of the set, the names it may have
 * @throws `DATA_MISSING` if a folder holds a part of the set and none holds all
 */
export function findFiles(
  title: string,
  folders: readonly string[],
  names: readonly (readonly string[])[],
): readonly string[] | undefined {
  let partial: { folder: string; missing: string[] } | undefined;
  for (const folder of folders) {
    const found = names.map((choices) =>
      choices.map((name) => join(folder, name)).find((file) => existsSync(file)),
    );
    const missing = names.filter((_, i) => found[i] === undefined).map(([name]) => name!);
    if (missing.length === 0) return found as string[];
    if (missing.length < names.length) partial ??= { folder, missing };
  }
  if (!partial) return undefined;
  throw new HebbenchError('DATA_MISSING', `${title} is incomplete in ${partial.folder}.`, {
    got: `${names.length - partial.missing.length} of ${names.length} files; missing: ${partial.missing.join(', ')}`,
    expected: 'all files of the set',
    fix: 'add the missing files, or remove the others to have the set downloaded',
  });
}

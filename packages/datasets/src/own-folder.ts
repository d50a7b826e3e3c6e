import { HebbenchError } from '@hebbench/core';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetDefinition } from './definition.ts';
import { fileKind } from './file-kind.ts';
import { listed } from './formats/find-files.ts';

/** What a folder that the user names holds in place of a set. */
export interface OwnFolder {
  /** What lies in it, for people. */
  readonly holds: string;
  /** Forms of the set that are not read, e.g. `mnist.npz (Keras)`. */
  readonly otherForms: readonly string[];
  /** The folder one level deeper that has the set. */
  readonly deeper: string | undefined;
}

/** Looks at a folder that does not have a set where it is expected. */
export function lookAt(folder: string, definition: DatasetDefinition): OwnFolder {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch (error) {
    return {
      holds: `what may not be listed (${(error as Error).message})`,
      otherForms: [],
      deeper: undefined,
    };
  }
  const entries = names.toSorted().map((name) => ({ name, kind: fileKind(join(folder, name)) }));
  const shown = entries.map(({ name, kind }) => (kind === 'folder' ? `${name}/` : name));
  const folders = entries.filter(({ kind }) => kind === 'folder').map(({ name }) => join(folder, name));
  return {
    holds: shown.length === 0 ? 'nothing' : listed(shown),
    otherForms: (definition.otherForms ?? []).flatMap(({ pattern, title }) =>
      names.filter((name) => pattern.test(name)).map((name) => `${name} (${title})`),
    ),
    deeper: folders.find((each) => hasSet(each, definition)),
  };
}

function hasSet(folder: string, { find }: DatasetDefinition): boolean {
  try {
    return find(folder) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Refuses a folder that has a set in a form that is not read: whoever names it wants these images, and no others in
 * their place.
 * @throws {@link HebbenchError} `DATA_MISSING`
 */
export function refuseOtherForms(folder: string, definition: DatasetDefinition): void {
  const { otherForms } = lookAt(folder, definition);
  if (otherForms.length === 0) return;
  throw new HebbenchError('DATA_MISSING', `${definition.title} in ${folder} is in a form that is not read.`, {
    got: listed(otherForms),
    expected: definition.layout,
    fix: `put the set there in this form, or read it as a data set of your own: --dataset NAME=${folder}`,
  });
}

/**
 * The error for a set that is not in the user's folder and could not be downloaded either.
 * @param folder - its absolute path
 * @param failed - why the download failed
 */
export function notInFolder(
  folder: string,
  definition: DatasetDefinition,
  failed: HebbenchError,
): HebbenchError {
  const { holds, deeper } = lookAt(folder, definition);
  const move = deeper === undefined ? 'put its files there' : `name ${deeper}, which has it`;
  return new HebbenchError(
    failed.code,
    `${definition.title} is not in ${folder}, nor could it be downloaded.`,
    {
      got: `${folder} with ${holds}; ${failed.got}`,
      expected: definition.layout,
      fix: `${move}; or ask for other cells (--filter), or for the drawn stand-ins (--data embedded)`,
      cause: failed,
    },
  );
}

import { HebbenchError } from '@hebbench/core';
import { join } from 'node:path';
import { fileKind, withArticle } from '../file-kind.ts';

/** How many names an error lists. */
const LISTED = 6;

/**
 * The first folder that holds a set, and the files of the set there. Only regular files count: a folder, pipe or device
 * under a file's name is named in the error, and never opened.
 * @param folders - where to look
 * @param names - for each file of the set, the names it may have
 * @throws `DATA_MISSING` if a folder holds a part of the set and none holds all
 */
export function findFiles(
  title: string,
  folders: readonly string[],
  names: readonly (readonly string[])[],
): readonly string[] | undefined {
  let partial: Partial | undefined;
  for (const folder of folders) {
    const found = names.map((choices) => lookFor(choices, folder));
    const missing = found.filter(({ file }) => file === undefined);
    if (missing.length === 0) return found.map(({ file }) => file!);
    const others = missing.flatMap(({ instead }) => instead);
    if (missing.length < names.length || others.length > 0) {
      partial ??= { folder, missing: missing.map(({ name }) => name), others, of: names.length };
    }
  }
  if (partial) throw incomplete(title, partial);
  return undefined;
}

/** What a folder has of a file. */
interface Sought {
  /** The first of the names it may have. */
  readonly name: string;
  readonly file?: string;
  /** What lies under its names, and is no file. */
  readonly instead: readonly string[];
}

function lookFor(choices: readonly string[], folder: string): Sought {
  const instead: string[] = [];
  for (const name of choices) {
    const kind = fileKind(join(folder, name));
    if (kind === 'file') return { name, file: join(folder, name), instead: [] };
    if (kind !== undefined) instead.push(`${name} is ${withArticle(kind)}`);
  }
  return { name: choices[0]!, instead };
}

interface Partial {
  readonly folder: string;
  readonly missing: readonly string[];
  readonly others: readonly string[];
  /** Files of the whole set. */
  readonly of: number;
}

function incomplete(title: string, { folder, missing, others, of }: Partial): HebbenchError {
  const parts = [`${of - missing.length} of ${of} files; missing: ${listed(missing)}`];
  if (others.length > 0) parts.push(listed(others));
  return new HebbenchError('DATA_MISSING', `${title} is incomplete in ${folder}.`, {
    got: parts.join('; '),
    expected: 'all files of the set, each a regular file',
    fix: 'add the missing files, or remove the others to have the set downloaded',
  });
}

/** Names with commas between them, the first few. */
export function listed(names: readonly string[]): string {
  const more = names.length > LISTED ? `, and ${names.length - LISTED} more` : '';
  return `${names.slice(0, LISTED).join(', ')}${more}`;
}

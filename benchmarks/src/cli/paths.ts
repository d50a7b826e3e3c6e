import { excerpt, HebbenchError, userPath } from '@hebbench/core/basics';
import type { ArgDef, ArgsDef } from 'citty';

/** What file systems allow: bytes of a path, and of one name in it. */
const LONGEST_PATH = 4095;
const LONGEST_NAME = 255;

/**
 * The flags and arguments that name a folder or a file, as absolute paths: relative ones are seen from where the user stands. A
 * default stays as it is, seen from the root of the repository.
 * @param values - by name, as the command line has them
 * @param given - the flags that were typed
 * @throws {@link HebbenchError} `USAGE` for a path that no file system takes
 */
export function withFolders<T extends Readonly<Record<string, unknown>>>(
  values: T,
  args: ArgsDef,
  given: ReadonlyMap<string, unknown>,
): T {
  const folders = Object.entries(args).flatMap(([name, arg]) => {
    const typed = values[name];
    const isTyped = arg.type === 'positional' || given.has(name);
    if (!isFolder(arg) || !isTyped || typeof typed !== 'string') return [];
    if (takesAddress(arg) && isAddress(typed)) return [];
    return [[name, folderOf(name, arg, typed)]];
  });
  return { ...values, ...(Object.fromEntries(folders) as Record<string, string>) };
}

function isFolder(arg: ArgDef): boolean {
  return 'valueHint' in arg && /^(?:DIR|FILE)\b/.test(arg.valueHint ?? '');
}

function takesAddress(arg: ArgDef): boolean {
  return 'valueHint' in arg && (arg.valueHint ?? '').includes('://');
}

/** Whether something is an address, `s3://…`, rather than a path. */
export function isAddress(typed: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\//i.test(typed);
}

function folderOf(name: string, { type }: ArgDef, typed: string): string {
  const path = userPath(typed);
  if (Buffer.byteLength(path) <= LONGEST_PATH && !path.split(/[/\\]/).some(isTooLong)) return path;
  const word = type === 'positional' ? name.toUpperCase() : `--${name}`;
  throw new HebbenchError('USAGE', `${word} is too long.`, {
    got: `${word} ${excerpt(path)}`,
    expected: `a path of at most ${LONGEST_PATH} bytes, with at most ${LONGEST_NAME} between two slashes`,
    fix: 'name another one',
  });
}

function isTooLong(name: string): boolean {
  return Buffer.byteLength(name) > LONGEST_NAME;
}

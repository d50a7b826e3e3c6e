import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** What to call what is no regular file. */
const KINDS: readonly (readonly [
  string,
  'isDirectory' | 'isFIFO' | 'isSocket' | 'isCharacterDevice' | 'isBlockDevice',
])[] = [
  ['a folder', 'isDirectory'],
  ['a named pipe', 'isFIFO'],
  ['a socket', 'isSocket'],
  ['a device', 'isCharacterDevice'],
  ['a device', 'isBlockDevice'],
];

/**
 * Reads a regular file. Anything else is refused and never waited for: a named pipe would keep its reader for ever.
 * @returns undefined if there is nothing of this name
 * @throws an Error that says what is there instead, or why it cannot be read
 */
export function readRegularFile(file: string): Buffer | undefined {
  let handle: number;
  try {
    handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    // What Linux says of a socket.
    if (code === 'ENXIO') throw new Error('a socket', { cause: error });
    throw error;
  }
  try {
    const stats = fstatSync(handle);
    if (stats.isFile()) return readFileSync(handle);
    throw new Error(KINDS.find(([, is]) => stats[is]())?.[0] ?? 'no regular file');
  } finally {
    closeSync(handle);
  }
}

import { HebbenchError } from '@hebbench/core';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { fileKind, withArticle } from '../file-kind.ts';
import { corruptFile } from './corrupt.ts';

/** More than any set in these formats, and still less than an array may hold. */
export const MOST_BYTES = 2 ** 31;

/** Beginning of a file that is looked at before the rest is read: of compressed data, a few headers at least. */
const START_BYTES = 2 ** 16;

const GZIP_MAGIC = 0x1f8b;

/**
 * A file's bytes, unpacked if its name ends in `.gz`. A file that is longer than it may be, or that unpacks to more, is
 * not read to its end.
 * @param lengthOf - the length that the unpacked file must have, from its first bytes and the file's length
 * @throws `DATA_MISSING` if it is no regular file or cannot be read, `DATA_CORRUPT` if it cannot be unpacked or has
 * another length
 */
export function readMaybeCompressed(
  file: string,
  lengthOf: (start: Uint8Array, bytes: number) => number,
): Uint8Array {
  const { start, bytes } = readStart(file);
  const isPacked = file.endsWith('.gz');
  if (!isPacked) {
    if (isGzip(start)) {
      throw corruptFile(
        file,
        'gzip data under a name without .gz',
        'unpacked data',
        'rename it to end in .gz, or unpack it',
      );
    }
    checkLength(file, bytes, lengthOf(start, bytes));
    return readAll(file);
  }
  if (!isGzip(start)) {
    const unpacked = 'rename it without .gz if it is unpacked already, or fetch it again';
    throw corruptFile(file, `a file that is no gzip file, of ${bytes} bytes`, 'a gzip file', unpacked);
  }
  const unpackedStart = unpack(file, start, { finishFlush: constants.Z_SYNC_FLUSH });
  if (isGzip(unpackedStart)) {
    throw corruptFile(file, 'gzip data within gzip data', 'data that is packed once', 'unpack it once');
  }
  const length = lengthOf(unpackedStart, bytes);
  const unpacked = unpack(file, readAll(file), { maxOutputLength: length + 1 });
  checkLength(file, unpacked.length, length);
  return unpacked;
}

function checkLength(file: string, got: number, expected: number): void {
  if (got === expected) return;
  // Nothing was read behind the first byte too many.
  const bytes = got > expected ? `more than ${expected} bytes` : `${got} bytes`;
  throw corruptFile(file, bytes, `${expected} bytes, as its header says`);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && ((bytes[0]! << 8) | bytes[1]!) === GZIP_MAGIC;
}

function unpack(
  file: string,
  bytes: Uint8Array,
  options: { finishFlush?: number; maxOutputLength?: number },
): Uint8Array {
  try {
    return gunzipSync(bytes, options);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      const most = options.maxOutputLength! - 1;
      throw corruptFile(file, `more than ${most} bytes`, `${most} bytes, as its header says`);
    }
    throw corruptFile(file, `gzip: ${(cause as Error).message}`, 'a complete gzip file', undefined, cause);
  }
}

/** The first bytes of a file, and how many it has. */
function readStart(file: string): { start: Uint8Array; bytes: number } {
  checkRegular(file);
  return reading(file, () => {
    const handle = openSync(file, 'r');
    try {
      const { size } = fstatSync(handle);
      const start = new Uint8Array(Math.min(size, START_BYTES));
      return { start: start.subarray(0, readSync(handle, start)), bytes: size };
    } finally {
      closeSync(handle);
    }
  });
}

function readAll(file: string): Uint8Array {
  return reading(file, () => readFileSync(file));
}

/**
 * Refuses whatever is no regular file before it is opened: opening a pipe waits for its other end.
 * @throws `DATA_MISSING`
 */
export function checkRegular(file: string): void {
  const kind = fileKind(file);
  if (kind === 'file') return;
  throw notRead(file, kind === undefined ? 'no such file' : withArticle(kind));
}

function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw notRead(file, (cause as Error).message, cause);
  }
}

function notRead(file: string, got: string, cause?: unknown): HebbenchError {
  return new HebbenchError('DATA_MISSING', `The data file ${file} cannot be read.`, {
    got,
    expected: 'a regular file that may be read',
    fix: "check the file's permissions, or fetch the set again with `pnpm bench data fetch`",
    cause,
  });
}

/**
 * All bytes of a file, unpacked if its name ends in `.gz`.
 * @throws `DATA_MISSING` if it is no regular file or cannot be read, `DATA_CORRUPT` if it cannot be unpacked or is longer
 * than any set
 */
export function readWhole(file: string): Uint8Array {
  const { bytes } = readStart(file);
  if (bytes > MOST_BYTES) throw corruptFile(file, `${bytes} bytes`, `at most ${MOST_BYTES} bytes`);
  const content = readAll(file);
  return file.endsWith('.gz') ? unpack(file, content, { maxOutputLength: MOST_BYTES }) : content;
}

import { HebbenchError } from '@hebbench/core';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { corruptFile } from './corrupt.ts';

/**
 * A file's bytes, unpacked if its name ends in `.gz`.
 * @throws `DATA_MISSING` if it cannot be read, `DATA_CORRUPT` if it cannot be unpacked
 */
export function readMaybeCompressed(file: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new HebbenchError('DATA_MISSING', `The data file ${file} cannot be read.`, {
      got: (cause as Error).message,
      expected: 'a readable file',
      fix: "check the file's permissions, or fetch the set again with `pnpm bench data fetch`",
      cause,
    });
  }
  if (!file.endsWith('.gz')) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw corruptFile(file, `gzip: ${(cause as Error).message}`, 'a complete gzip file', cause);
  }
}

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../directories.ts';

/** Raised when the same files give other pictures. */
const VERSION = 1;
const DIGEST_BYTES = 32;

/**
 * Bytes that are made of files, from the cache if they have been made before of the same files: decoding thousands of
 * sounds takes longer than training a small network.
 * @param files - by path, length and time of the last change
 * @param settings - all else that the bytes depend on, as a JSON value
 */
export async function kept(
  files: readonly string[],
  settings: unknown,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const folder = join(cacheDirectory(), 'pictures');
  const place = join(folder, `${keyOf(files, settings)}.bin`);
  const found = read(place);
  if (found) return found;
  const bytes = await make();
  try {
    mkdirSync(folder, { recursive: true });
    const partial = `${place}.${process.pid}.part`;
    writeFileSync(partial, Buffer.concat([digest(bytes), bytes]));
    renameSync(partial, place);
  } catch {
    // They are made again the next time.
  }
  return bytes;
}

function keyOf(files: readonly string[], settings: unknown): string {
  const seen = files.map((file) => {
    const { size, mtimeMs } = statSync(file);
    return [file, size, mtimeMs];
  });
  return createHash('sha256')
    .update(JSON.stringify([VERSION, settings, seen]))
    .digest('hex');
}

/** What is kept, if it is whole. */
function read(place: string): Uint8Array | undefined {
  try {
    const all = readFileSync(place);
    const bytes = Uint8Array.from(all.subarray(DIGEST_BYTES));
    return all.subarray(0, DIGEST_BYTES).equals(digest(bytes)) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

import { HebbenchError } from '@hebbench/core';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { temporaryFor } from './temporary.ts';

/**
 * Writes a file so that it is either there complete, or as it was before.
 * @throws {@link HebbenchError} `NOT_WRITABLE`
 */
export function writeAtomically(file: string, content: string | Uint8Array): void {
  const temporary = temporaryFor(file);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const handle = openSync(temporary, 'w');
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (cause) {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // The folder itself is not writable; the first error says so.
    }
    throw notWritable(file, cause);
  }
}

/** The error for a file or folder that cannot be written. */
export function notWritable(path: string, cause: unknown): HebbenchError {
  return new HebbenchError('NOT_WRITABLE', `${path} cannot be written.`, {
    got: (cause as Error).message,
    expected: 'a writable folder with room on its disk',
    fix: 'free some space, correct the permissions, or choose another folder with --out; finished runs are kept',
    cause,
  });
}

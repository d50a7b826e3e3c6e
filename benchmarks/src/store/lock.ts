import { HebbenchError } from '@hebbench/core';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { notWritable } from './atomic-write.ts';

interface Owner {
  readonly pid: number;
  /** ISO 8601 */
  readonly since: string;
}

/**
 * Reserves a run store for this process. A lock that a dead process left is taken over.
 * @returns releases the store
 * @throws {@link HebbenchError} `STORE_LOCKED` if another run uses it, `NOT_WRITABLE`
 */
export function lockStore(directory: string): () => void {
  const file = join(directory, '.lock');
  try {
    mkdirSync(directory, { recursive: true });
  } catch (cause) {
    throw notWritable(directory, cause);
  }
  // Two tries: the second after a dead owner's lock was removed.
  for (let attempt = 0; ; attempt++) {
    try {
      const owner: Owner = { pid: process.pid, since: new Date().toISOString() };
      writeFileSync(file, JSON.stringify(owner), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw notWritable(file, cause);
      const owner = readOwner(file);
      if (attempt > 0 || (owner && isAlive(owner.pid))) throw locked(file, owner);
      rmSync(file, { force: true });
    }
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function locked(file: string, owner: Owner | undefined): HebbenchError {
  return new HebbenchError('STORE_LOCKED', 'Another run uses this store.', {
    got: owner ? `${file}, held by process ${owner.pid} since ${owner.since}` : file,
    expected: 'one run on a store at a time',
    fix: 'wait for the other run, or choose another folder with --out',
  });
}

import { HebbenchError } from '@hebbench/core';
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { notWritable } from './atomic-write.ts';
import { isAlive, temporaryFor } from './temporary.ts';

interface Owner {
  readonly pid: number;
  /** ISO 8601 */
  readonly since: string;
  /** Name of its machine or container: process ids count there alone. Missing in locks of earlier releases. */
  readonly host?: string;
  /** When the process started, where the system says it: another process may get the id of a dead one. */
  readonly start?: string;
}

/**
 * Reserves something for this process, until it releases it or ends. A lock that a dead process left is taken over; one
 * of another machine that shares the folder is not, as its processes cannot be seen from here.
 * @param file - what stands for it; its folder is made if it is not there
 * @returns releases it
 * @throws {@link HebbenchError} `STORE_LOCKED` if another has it, `NOT_WRITABLE`
 */
export function lock(file: string): () => void {
  const text = ownText();
  try {
    mkdirSync(dirname(file), { recursive: true });
    acquire(file, text);
  } catch (cause) {
    throw cause instanceof HebbenchError ? cause : notWritable(file, cause);
  }
  return heldUntilReleased(() => release(file, text));
}

/**
 * Reserves a run store's reports for this process, as {@link lock} does.
 * @param directory - of the store
 */
export function lockStore(directory: string): () => void {
  return lock(join(directory, '.lock'));
}

const held = new Set<() => void>();
let watching = false;

/** A second Ctrl-C, for one, ends the process at once: what it holds then is released. */
function heldUntilReleased(free: () => void): () => void {
  if (!watching) process.on('exit', () => held.forEach((each) => each()));
  watching = true;
  held.add(free);
  return () => {
    held.delete(free);
    free();
  };
}

/** Locks of those who take over a dead process's lock, see {@link removeFromTheDead}. */
const HEIR = /\.heir$/;

/**
 * Removes what processes that were killed while they took over the lock of a store have left. The locks of living
 * processes stay.
 */
export function removeHeirsOfTheDead(directory: string): void {
  removeFromTheDeadIn(directory, (name) => name.startsWith('.lock') && HEIR.test(name));
}

/** Removes all locks in a folder of locks that processes have left which are dead. */
export function removeLocksOfTheDead(directory: string): void {
  removeFromTheDeadIn(directory, () => true);
}

function removeFromTheDeadIn(directory: string, isLock: (name: string) => boolean): void {
  for (const name of namesIn(directory).filter(isLock)) {
    const [file, text] = [join(directory, name), ownText()];
    try {
      acquire(file, text);
      release(file, text);
    } catch {
      // Somebody has it, or is about it.
    }
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function ownText(): string {
  const owner: Owner = {
    pid: process.pid,
    since: new Date().toISOString(),
    host: hostname(),
    ...startOf(process.pid),
  };
  return JSON.stringify(owner);
}

/**
 * Puts a lock into its place, which is free or a dead process's.
 * @throws {@link HebbenchError} `STORE_LOCKED`
 */
function acquire(file: string, text: string): void {
  if (claim(file, text)) return;
  const found = read(file);
  if (found !== undefined) {
    if (isHeld(parseOwner(found))) throw locked(file, found);
    removeFromTheDead(file, found, text);
  }
  // Whoever was quicker has it.
  if (!claim(file, text)) throw locked(file, read(file));
}

function release(file: string, text: string): void {
  if (read(file) === text) rmSync(file, { force: true });
}

/** Puts a lock into its place at once, with its content: nobody sees it half written. Whether the place was free. */
function claim(file: string, text: string): boolean {
  const temporary = temporaryFor(`${file}.${randomUUID().slice(0, 8)}`);
  try {
    writeFileSync(temporary, text);
    try {
      linkSync(temporary, file);
    } catch (error) {
      if (isTaken(error)) return false;
      // A file system without links.
      writeFileSync(file, text, { flag: 'wx' });
    }
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}

/**
 * Removes a dead process's lock. Of those who want to, one at a time may, by a lock beside it: else one that looked
 * before another took over would remove the lock of that other.
 * @param left - what the dead process left
 * @param text - of this process
 * @throws {@link HebbenchError} `STORE_LOCKED` if another process is about it
 */
function removeFromTheDead(file: string, left: string, text: string): void {
  const heir = `${file}.heir`;
  acquire(heir, text);
  try {
    if (read(file) === left) rmSync(file, { force: true });
  } finally {
    release(heir, text);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parseOwner(text: string | undefined): Owner | undefined {
  try {
    return JSON.parse(text ?? '') as Owner;
  } catch {
    return undefined;
  }
}

function isHeld(owner: Owner | undefined): boolean {
  if (owner === undefined) return false;
  if (owner.host !== undefined && owner.host !== hostname()) return true;
  // This process's own id: a container that was started again counts its processes anew.
  if (owner.pid === process.pid) return Date.parse(owner.since) >= performance.timeOrigin;
  if (!isAlive(owner.pid)) return false;
  const { start } = startOf(owner.pid);
  return start === undefined || owner.start === undefined || start === owner.start;
}

/** Field 22 of `/proc/PID/stat`, on Linux; the name in field 2 may hold anything but ends with the last bracket. */
function startOf(pid: number): Pick<Owner, 'start'> {
  const stat = read(`/proc/${pid}/stat`);
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return start === undefined ? {} : { start };
}

function locked(file: string, text: string | undefined): HebbenchError {
  const { pid, since, host } = parseOwner(text) ?? {};
  const where = host === undefined || host === hostname() ? '' : ` on ${host}`;
  return new HebbenchError('STORE_LOCKED', 'Another command is about this.', {
    got: pid === undefined ? file : `${file}, held by process ${pid}${where} since ${since}`,
    expected: 'a file that nobody holds, as one command at a time may write what it stands for',
    fix: where
      ? `wait for the other command, or choose another folder with --out; if ${host} is gone, remove the file`
      : 'wait for the other command, or choose another folder with --out',
  });
}

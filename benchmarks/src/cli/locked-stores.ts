import { HebbenchError } from '@hebbench/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeLeftovers } from '../store/leftovers.ts';
import { lockStore, removeHeirsOfTheDead } from '../store/lock.ts';
import { onReaderGone } from './readers.ts';

const LOOK_AGAIN_MILLISECONDS = 100;

/** Longer than a report takes to be written. */
const PATIENCE_SECONDS = 60;

/**
 * Writes into run stores while no other command does: reports are of all records that are there, and the last one that
 * is written is of all. Waits while another command is about one of them. What processes that were killed have left half
 * written is removed first.
 * @param directories - folders of the stores
 * @throws {@link HebbenchError} `STORE_LOCKED` if another command stays about one of them, `NOT_WRITABLE`, or what the
 * work throws
 */
export async function withLockedStores<T>(
  directories: readonly string[],
  work: () => T | Promise<T>,
  patienceSeconds: number = PATIENCE_SECONDS,
): Promise<T> {
  const deadline = performance.now() + 1000 * patienceSeconds;
  const unlock: (() => void)[] = [];
  try {
    // In one order, or two commands could wait for each other.
    for (const directory of directories.toSorted()) unlock.push(await lockBefore(deadline, directory));
    for (const directory of directories) {
      removeHeirsOfTheDead(directory);
      removeLeftovers(directory);
    }
    return await work();
  } finally {
    unlock.forEach((release) => release());
  }
}

async function lockBefore(deadline: number, directory: string): Promise<() => void> {
  for (;;) {
    try {
      return lockStore(directory);
    } catch (error) {
      const isTaken = error instanceof HebbenchError && error.code === 'STORE_LOCKED';
      if (!isTaken || performance.now() > deadline) throw error;
    }
    await sleep(LOOK_AGAIN_MILLISECONDS);
  }
}

/**
 * Does work that goes on whether or not somebody still reads what is printed: what was trained is written all the same.
 */
export async function heedlessOfPipes<T>(work: () => Promise<T>): Promise<T> {
  const unlisten = onReaderGone(() => {});
  try {
    return await work();
  } finally {
    unlisten();
  }
}

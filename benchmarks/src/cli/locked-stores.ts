import { removeLeftovers } from '../store/leftovers.ts';
import { lockStore, removeHeirsOfTheDead } from '../store/lock.ts';

/**
 * Does work that changes run stores while this process holds them. It goes on whether or not somebody still reads what
 * is printed: reports are written all the same. What processes that were killed have left half written is removed first.
 * @param directories - folders of the stores
 * @throws {@link HebbenchError} `STORE_LOCKED` if another run uses one of them, `NOT_WRITABLE`, or what the work throws
 */
export async function withLockedStores<T>(
  directories: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const heedless = (): void => {};
  process.on('SIGPIPE', heedless);
  const unlock: (() => void)[] = [];
  const unlockAll = (): void => unlock.splice(0).forEach((release) => release());
  // A second Ctrl-C ends the process at once.
  process.on('exit', unlockAll);
  try {
    for (const directory of directories) unlock.push(lockStore(directory));
    for (const directory of directories) {
      removeHeirsOfTheDead(directory);
      removeLeftovers(directory);
    }
    return await work();
  } finally {
    unlockAll();
    process.off('exit', unlockAll);
    process.off('SIGPIPE', heedless);
  }
}

import { lockStore } from '../store/lock.ts';

/**
 * Does work that changes run stores while this process holds them. It goes on whether or not somebody still reads what
 * is printed: reports are written all the same.
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
  try {
    for (const directory of directories) unlock.push(lockStore(directory));
    return await work();
  } finally {
    unlock.forEach((release) => release());
    process.off('SIGPIPE', heedless);
  }
}

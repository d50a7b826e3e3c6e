import { badFlag } from './options.ts';
import { parseQueue, type QueueAddress } from '../queue/address.ts';

/** Which queue a command means. */
export interface QueueFlags {
  readonly queue: QueueAddress;
  /** Folder that its workers share. */
  readonly store: string | undefined;
}

/**
 * Values of `--queue` and `--store`.
 * @throws {@link HebbenchError} `USAGE`
 */
export function parseQueueFlags(flags: {
  readonly queue?: string;
  readonly store?: string;
}): QueueFlags | undefined {
  if (flags.queue !== undefined) return { queue: parseQueue(flags.queue), store: flags.store };
  if (flags.store === undefined) return undefined;
  throw badFlag('store', flags.store, 'a folder for the workers of a queue', 'name the queue with --queue');
}

/**
 * The same where a queue has to be named.
 * @throws {@link HebbenchError} `USAGE`
 */
export function requireQueue(flags: { readonly queue?: string; readonly store?: string }): QueueFlags {
  const parsed = parseQueueFlags(flags);
  if (parsed) return parsed;
  throw badFlag('queue', '', 'the address of a queue', 'write --queue redis://HOST');
}

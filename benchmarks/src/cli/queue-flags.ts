import { parseQueue, type QueueAddress } from '../queue/address.ts';
import type { StoreAddress } from '../queue/large-store.ts';
import { badFlag } from './options.ts';
import { isAddress } from './paths.ts';

/** Which queue a command means. */
export interface QueueFlags {
  readonly queue: QueueAddress;
  /** Where its workers keep what is large. @defaultValue its server does */
  readonly store?: StoreAddress;
}

/**
 * Values of `--queue` and `--store`.
 * @throws {@link HebbenchError} `USAGE`
 */
export function parseQueueFlags(flags: {
  readonly queue?: string;
  readonly store?: string;
}): QueueFlags | undefined {
  const { queue, store } = flags;
  if (queue !== undefined)
    return { queue: parseQueue(queue), ...(store !== undefined && { store: parseStore(store) }) };
  if (store === undefined) return undefined;
  throw badFlag('store', store, 'a store for the workers of a queue', 'name the queue with --queue');
}

/** What services allow for the name of a bucket. */
const BUCKET = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

function parseStore(typed: string): StoreAddress {
  if (!isAddress(typed)) return { kind: 'folder', folder: typed };
  const [, bucket, path = ''] = BUCKET.exec(typed) ?? [];
  if (bucket === undefined)
    throw badFlag('store', typed, 'a folder that all workers share, or s3://BUCKET or s3://BUCKET/PREFIX');
  const prefix = path.replace(/^\/+|\/+$/g, '');
  return { kind: 'bucket', bucket, prefix: prefix === '' ? '' : `${prefix}/` };
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

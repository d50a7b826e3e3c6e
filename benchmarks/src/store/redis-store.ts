import { HebbenchError } from '@hebbench/core';
import type { Redis } from 'ioredis';
import { seal, unseal } from './sealed.ts';
import type { Kind, Store } from './store.ts';

/** In bytes: a server keeps all in its memory. Larger networks want a store of their own. */
const LARGEST = 32 * 2 ** 20;

const DAY_SECONDS = 86_400;

/** After which a server forgets: records longer than anybody stays away from a table that grows. */
const SECONDS: Readonly<Record<Kind, number>> = {
  record: 30 * DAY_SECONDS,
  network: 7 * DAY_SECONDS,
  hidden: 7 * DAY_SECONDS,
  checkpoint: 7 * DAY_SECONDS,
};

/** Keeps what runs find on the server of the queue itself: records, and networks that are small. */
export function redisStore(redis: Redis, prefix: string): Store {
  const keyOf = (kind: Kind, hash: string): string => `${prefix}:store:${kind}:${hash}`;
  return {
    has: async (kind, hash) => (await redis.exists(keyOf(kind, hash))) === 1,
    get: async (kind, hash) => unseal(await redis.getBuffer(keyOf(kind, hash))),
    async put(kind, hash, bytes) {
      if (bytes.length > LARGEST && kind !== 'record') return false;
      try {
        await redis.set(keyOf(kind, hash), seal(bytes), 'EX', SECONDS[kind]);
        return true;
      } catch (cause) {
        if (kind !== 'record') return false;
        throw new HebbenchError('NOT_WRITABLE', 'The server of the queue takes no record.', {
          got: (cause as Error).message,
          expected: 'a server with room in its memory',
          fix: 'raise its maxmemory, or keep networks elsewhere with --store',
          cause,
        });
      }
    },
    drop: async (kind, hash) => void (await redis.del(keyOf(kind, hash))),
  };
}

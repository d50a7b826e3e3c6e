import { HebbenchError } from '@hebbench/core';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { layeredStore } from '../store/layered-store.ts';
import { redisStore } from '../store/redis-store.ts';
import type { Store } from '../store/store.ts';
import type { QueueAddress } from './address.ts';
import { openLargeStore, type StoreAddress } from './large-store.ts';

/** What all keys of this program begin with on a server that others may use too. */
export const PREFIX = 'hebbench';

/** The queue of runs. */
export const QUEUE = 'runs';

const CONNECT_MILLISECONDS = 10_000;

/** A connection to the server of a queue. */
export interface QueueConnection {
  readonly redis: Redis;
  readonly queue: Queue;
  close(): Promise<void>;
}

/**
 * Connects to a queue. Its libraries are loaded here, and by nobody who does not ask for a queue.
 * @throws {@link HebbenchError} `QUEUE_UNREACHABLE`
 */
export async function connect(address: QueueAddress): Promise<QueueConnection> {
  const { Queue: BullQueue } = await import('bullmq');
  const redis = await openRedis(address);
  const queue = new BullQueue(QUEUE, { connection: redis, prefix: PREFIX });
  // Told by whatever is asked of it; a connection that is lost comes back.
  queue.on('error', () => {});
  return {
    redis,
    queue,
    async close() {
      await queue.close().catch(() => {});
      redis.disconnect();
    },
  };
}

/**
 * A client of a queue's server.
 * @throws {@link HebbenchError} `QUEUE_UNREACHABLE` if there is no answer, or none that lets it in
 */
export async function openRedis({ url, shown }: QueueAddress): Promise<Redis> {
  const { Redis: IoRedis } = await import('ioredis');
  let reached = false;
  const redis = new IoRedis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MILLISECONDS,
    // What waits for a server that is started again waits for as long as that takes.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (reached ? Math.min(2000, 100 * times) : null),
  });
  let last: unknown;
  redis.on('error', (error) => (last = error));
  try {
    await redis.connect();
    await redis.ping();
    reached = true;
    return redis;
  } catch (cause) {
    redis.disconnect();
    throw new HebbenchError('QUEUE_UNREACHABLE', `The queue ${shown} cannot be used.`, {
      got: ((last ?? cause) as Error).message,
      expected: 'a Redis server that answers, and lets this command in',
      fix: 'start it, or correct --queue (rediss:// if it speaks TLS); its password goes into HEBBENCH_QUEUE_PASSWORD, and the file of a certificate of your own into NODE_EXTRA_CA_CERTS',
      cause,
    });
  }
}

/**
 * Where the workers of a queue put what they find.
 * @param large - that they share, for what is large. @defaultValue the queue's server keeps what is small enough
 */
export function storeOf({ redis }: Pick<QueueConnection, 'redis'>, large?: Store): Store {
  const server = redisStore(redis, PREFIX);
  return large ? layeredStore(server, large) : server;
}

/**
 * Connects to a queue and to what its workers share.
 * @throws {@link HebbenchError} `QUEUE_UNREACHABLE`; `NOT_WRITABLE` for a bucket that cannot be used
 */
export async function openQueue(
  address: QueueAddress,
  large: StoreAddress | undefined,
): Promise<{ readonly connection: QueueConnection; readonly store: Store }> {
  const connection = await connect(address);
  try {
    return { connection, store: storeOf(connection, large && (await openLargeStore(large))) };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

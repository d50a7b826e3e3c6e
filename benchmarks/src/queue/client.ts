import type { Redis } from 'ioredis';

/** A client for BullMQ, which makes clients of its own from it. */
export interface QueueClient {
  readonly client: Redis;
  /**
   * To be called before what uses the client is closed. BullMQ waits until each client says that it has ended, and one that is
   * between two attempts to reach its server, as when that is started again, never does
   * (https://github.com/taskforcesh/bullmq/issues/4656). One that has begun another attempt does.
   */
  beforeClose(): void;
}

/** A client like another one. */
export function queueClient(like: Redis): QueueClient {
  const client = like.duplicate();
  const clients = [client];
  const duplicate = client.duplicate.bind(client);
  client.duplicate = (...given) => {
    const made = duplicate(...given);
    clients.push(made);
    return made;
  };
  return {
    client,
    beforeClose() {
      for (const each of clients)
        // Whether it reaches its server does not matter: it is to end.
        if (each.status === 'reconnecting') each.connect().catch(() => {});
    },
  };
}

import type { Store } from './store.ts';

/**
 * The store of a queue with one of its own for what is large: records are in both, so that whoever asks for runs need not
 * reach the second one, and a server that forgets is not all that holds them.
 * @param server - on the queue's server
 * @param large - for networks, hidden layers and checkpoints
 */
export function layeredStore(server: Store, large: Store): Store {
  return {
    has: async (kind, hash) =>
      (kind === 'record' && (await server.has(kind, hash))) || (await large.has(kind, hash)),
    get: async (kind, hash) =>
      (kind === 'record' ? await server.get(kind, hash) : undefined) ?? (await large.get(kind, hash)),
    async put(kind, hash, bytes) {
      const kept = await large.put(kind, hash, bytes);
      return kind === 'record' ? server.put(kind, hash, bytes) : kept;
    },
    async drop(kind, hash) {
      if (kind === 'record') await server.drop(kind, hash);
      await large.drop(kind, hash);
    },
  };
}

import type { ArgsDef } from 'citty';

/** Flags of commands that speak with a queue. */
export const queueArgs = {
  queue: {
    type: 'string',
    valueHint: 'URL',
    description: 'Queue whose workers do the runs, redis://HOST or rediss://HOST; see docs/many-machines.md',
  },
  store: {
    type: 'string',
    valueHint: 'DIR|s3://BUCKET',
    description: 'Folder or bucket that all workers of the queue share, for networks and checkpoints',
  },
} as const satisfies ArgsDef;

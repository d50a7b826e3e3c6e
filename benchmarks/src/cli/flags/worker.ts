import type { ArgsDef } from 'citty';
import { queueArgs } from './queue-args.ts';
import { runArgs } from './run.ts';

/** Flags of `pnpm bench worker`. */
export const workerArgs = {
  ...queueArgs,
  'data-dir': runArgs['data-dir'],
  workers: runArgs.workers,
  dataset: {
    ...runArgs.dataset,
    description:
      'Images in folders of this machine, NAME=DIR, for runs that were asked for with the same name',
  },
  plugin: runArgs.plugin,
  silence: runArgs.silence,
  idle: {
    type: 'string',
    valueHint: 'SECONDS',
    description: 'End when there has been no run for this long (default: never)',
  },
} as const satisfies ArgsDef;

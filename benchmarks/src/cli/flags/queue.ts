import type { ArgsDef } from 'citty';
import { queueArgs } from './queue-args.ts';

/** Flags of `pnpm bench queue`. */
export const queueCommandArgs = {
  queue: queueArgs.queue,
  pause: { type: 'boolean', default: false, description: 'Have workers start no further run' },
  resume: { type: 'boolean', default: false, description: 'Have workers go on' },
  board: {
    type: 'string',
    valueHint: 'PORT',
    description: 'Show the queue as a page at this port of this machine, until Ctrl-C',
  },
  drain: { type: 'boolean', default: false, description: 'Remove all runs that have not begun' },
} as const satisfies ArgsDef;

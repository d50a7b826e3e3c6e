import type { ArgsDef } from 'citty';
import { runArgs } from './run.ts';

/** Arguments of `pnpm bench show`. */
export const showArgs = {
  suite: { type: 'positional', required: false, description: 'Name of a suite (default: all)' },
  scale: {
    type: 'string',
    valueHint: runArgs.scale.valueHint,
    description: 'Size of the experiments (default: all)',
  },
} as const satisfies ArgsDef;

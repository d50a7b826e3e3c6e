import type { ArgsDef } from 'citty';
import { runArgs } from './run.ts';

/** Flags of `pnpm bench data`. */
export const dataArgs = {
  action: {
    type: 'positional',
    required: false,
    default: 'show',
    description: 'list, show, fetch or verify',
  },
  'data-dir': runArgs['data-dir'],
  sets: {
    type: 'string',
    valueHint: 'NAMES',
    description: 'Data sets, comma-separated (default: all)',
  },
} as const satisfies ArgsDef;

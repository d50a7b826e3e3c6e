import type { ArgsDef } from 'citty';

/** Flags of `pnpm bench data`. */
export const dataArgs = {
  action: { type: 'positional', required: false, default: 'show', description: 'show, fetch or verify' },
  'data-dir': {
    type: 'string',
    valueHint: 'DIR',
    description: 'Folder of the data sets (also HEBBENCH_DATA_DIR)',
  },
  sets: {
    type: 'string',
    valueHint: 'NAMES',
    description: 'Data sets, comma-separated (default: all)',
  },
} as const satisfies ArgsDef;

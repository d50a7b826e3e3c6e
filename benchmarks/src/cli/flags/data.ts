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
  dataset: { ...runArgs.dataset, description: 'Images in folders too, NAME=DIR' },
  plugin: { ...runArgs.plugin, description: 'Packages or folders that provide further data sets' },
} as const satisfies ArgsDef;

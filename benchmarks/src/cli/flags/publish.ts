import type { ArgsDef } from 'citty';
import { runArgs } from './run.ts';

/** Flags of `pnpm bench publish`. */
export const publishArgs = {
  filter: {
    type: 'string',
    valueHint: 'NAMES',
    description:
      'Suites, `speed`, or globs over cell ids or their beginnings, comma-separated (default: all that ran)',
  },
  scale: {
    type: 'string',
    valueHint: runArgs.scale.valueHint,
    description: 'Size of the experiments (default: all that ran)',
  },
  out: { ...runArgs.out, description: 'Folder of the runs' },
  check: {
    type: 'boolean',
    default: false,
    description: 'Publish nothing: say whether published reports are what their records say, to the byte',
  },
} as const satisfies ArgsDef;

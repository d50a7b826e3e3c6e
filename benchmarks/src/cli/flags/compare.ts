import type { ArgsDef } from 'citty';

/** Arguments of `pnpm bench compare`. */
export const compareArgs = {
  a: {
    type: 'positional',
    required: true,
    valueHint: 'DIR',
    description: 'Folder of a report, e.g. reports/table1/quick-real',
  },
  b: { type: 'positional', required: true, valueHint: 'DIR', description: 'Folder of another report' },
} as const satisfies ArgsDef;

import type { ArgsDef } from 'citty';

/** Flags of `pnpm bench engines`. */
export const enginesArgs = {
  threads: {
    type: 'string',
    valueHint: 'N',
    description: 'Threads to measure with (default: the number of cores)',
  },
  refresh: {
    type: 'boolean',
    default: false,
    description: 'Measure again which one --engine auto takes',
  },
  json: { type: 'boolean', default: false, description: 'Print one JSON document' },
} as const satisfies ArgsDef;

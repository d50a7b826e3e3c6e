import type { ArgsDef } from 'citty';
import { runArgs } from './run.ts';

/** Flags of `pnpm bench list`. */
export const listArgs = {
  filter: {
    ...runArgs.filter,
    description: 'Suites, or globs over cell ids or their beginnings, comma-separated (default: all)',
  },
  scale: { ...runArgs.scale, default: 'quick', description: 'Size of what is trained' },
  rule: {
    ...runArgs.rule,
    description: 'The cells of these rules over the grid of the suite instead of its own',
  },
  dataset: runArgs.dataset,
  plugin: runArgs.plugin,
} as const satisfies ArgsDef;

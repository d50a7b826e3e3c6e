import type { ArgsDef } from 'citty';
import { runArgs } from './run.ts';

/** Flags of `pnpm bench check`. */
export const checkArgs = {
  filter: {
    type: 'string',
    default: 'table1',
    valueHint: 'NAMES',
    description: 'The suite, or globs over its cell ids, to draw from',
  },
  scale: { ...runArgs.scale, default: 'quick', description: 'Size of the experiments' },
  data: runArgs.data,
  'data-dir': runArgs['data-dir'],
  dataset: {
    ...runArgs.dataset,
    description: 'The data set of the report, where it is not the suite’s own: its name, or NAME=DIR',
  },
  plugin: runArgs.plugin,
  cells: { type: 'string', default: '3', valueHint: 'N', description: 'How many cells to draw' },
  draw: {
    type: 'string',
    default: '0',
    valueHint: 'N',
    description: 'Which draw: the same number draws the same cells from the same report',
  },
  engine: runArgs.engine,
  workers: runArgs.workers,
  of: {
    type: 'string',
    default: 'reports',
    valueHint: 'DIR',
    description: 'Folder of the reports to check: those that are published, or one of your own',
  },
  out: { ...runArgs.out, description: 'Folder for the runs of the check' },
  silence: runArgs.silence,
  'dry-run': runArgs['dry-run'],
} as const satisfies ArgsDef;

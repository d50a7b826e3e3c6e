import type { ArgsDef } from 'citty';
import { runArgs } from './run.ts';

/** Flags of `pnpm bench export`. */
export const exportArgs = {
  cell: { type: 'positional', required: true, description: 'Id of a cell; see `pnpm bench list`' },
  to: { type: 'string', default: 'exported', valueHint: 'DIR', description: 'Folder to write into' },
  scale: { ...runArgs.scale, default: 'quick', description: 'Size of what was trained' },
  seed: { type: 'string', default: '0', valueHint: 'N', description: 'Seed of the network' },
  images: {
    type: 'string',
    default: '1000',
    valueHint: 'N',
    description: 'Test images to write and to attack',
  },
  data: { ...runArgs.data, description: 'What the network was trained on' },
  'data-dir': runArgs['data-dir'],
  engine: runArgs.engine,
  rule: {
    ...runArgs.rule,
    valueHint: 'NAME',
    description: 'The rule of the cell, where it is not one of the suite’s own',
  },
  dataset: {
    ...runArgs.dataset,
    description: 'The data set of the cell, where it is not one of the suite’s own: its name, or NAME=DIR',
  },
  plugin: runArgs.plugin,
  out: { ...runArgs.out, description: 'Folder of the runs' },
} as const satisfies ArgsDef;

import { ENGINE_NAMES } from '@hebbench/engine/names';
import { SCALES } from '@hebbench/core/basics';
import type { ArgsDef } from 'citty';
import { DATA_CHOICES } from '../options.ts';
import { RUNS } from '../../results/folders.ts';

/** Flags of `pnpm bench export`. */
export const exportArgs = {
  cell: { type: 'positional', required: true, description: 'Id of a cell; see `pnpm bench list`' },
  to: { type: 'string', default: 'exported', valueHint: 'DIR', description: 'Folder to write into' },
  scale: {
    type: 'string',
    default: 'quick',
    valueHint: SCALES.join('|'),
    description: 'Size of the experiment',
  },
  seed: { type: 'string', default: '0', valueHint: 'N', description: 'Seed of the network' },
  images: {
    type: 'string',
    default: '1000',
    valueHint: 'N',
    description: 'Test images to write and to attack',
  },
  data: {
    type: 'string',
    default: 'auto',
    valueHint: DATA_CHOICES.join('|'),
    description: 'What the network was trained on',
  },
  'data-dir': {
    type: 'string',
    valueHint: 'DIR',
    description: 'Folder of the data sets (also HEBBENCH_DATA_DIR)',
  },
  engine: {
    type: 'string',
    default: 'auto',
    valueHint: ['auto', ...ENGINE_NAMES].join('|'),
    description: 'What computes; see `pnpm bench engines`',
  },
  rule: {
    type: 'string',
    valueHint: 'NAME',
    description: 'The rule of the cell, where it is not one of the suite’s own',
  },
  plugin: {
    type: 'string',
    valueHint: 'PACKAGES',
    description: 'Packages or folders that provide further rules, comma-separated',
  },
  out: { type: 'string', default: RUNS, valueHint: 'DIR', description: 'Folder of the runs' },
} as const satisfies ArgsDef;

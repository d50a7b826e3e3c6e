import { ENGINE_NAMES } from '@hebbench/engine/names';
import { SCALES } from '@hebbench/core/basics';
import type { ArgsDef } from 'citty';
import { LOGS } from '../../logs/names.ts';
import { DATA_CHOICES } from '../options.ts';
import { experimentArgs } from './experiment.ts';
import { queueArgs } from './queue-args.ts';
import { RUNS } from '../../results/folders.ts';

/** Flags of `pnpm bench run`. */
export const runArgs = {
  filter: {
    type: 'string',
    valueHint: 'NAMES',
    description:
      'Suites, `paper` for all of the paper, or globs over cell ids or their beginnings, comma-separated (default: all)',
  },
  scale: {
    type: 'string',
    valueHint: SCALES.join('|'),
    description: 'Size of what is trained (default: quick)',
  },
  data: {
    type: 'string',
    default: 'auto',
    valueHint: DATA_CHOICES.join('|'),
    description: 'Real images, the embedded stand-ins, or real ones if they can be had',
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
  seeds: { type: 'string', valueHint: 'N', description: 'Seeds a cell (default: as the scale says)' },
  seed: {
    type: 'string',
    valueHint: 'NUMBERS',
    description:
      'These seeds of each cell alone, e.g. 3 or 1,2: to repeat a record, or to share the work among machines',
  },
  workers: { type: 'string', valueHint: 'N', description: 'Runs at once (default: the number of cores)' },
  rule: {
    type: 'string',
    valueHint: 'NAMES',
    description: 'Run these rules over the grid of the suite instead of its own',
  },
  dataset: {
    type: 'string',
    valueHint: 'NAME=DIR',
    description:
      'Run the grid of the suite on these data sets instead of its own: names, or NAME=DIR for images in a folder',
  },
  ...experimentArgs,
  plugin: {
    type: 'string',
    valueHint: 'PACKAGES',
    description: 'Packages or folders that provide further rules or data sets, comma-separated',
  },
  out: {
    type: 'string',
    default: RUNS,
    valueHint: 'DIR',
    description: 'Folder for records, networks and reports',
  },
  ...queueArgs,
  force: { type: 'boolean', default: false, description: 'Repeat finished runs' },
  silence: {
    type: 'string',
    default: '1800',
    valueHint: 'SECONDS',
    description: 'Give a run up that shows no sign of life for this long: a step that does not return',
  },
  'fail-fast': { type: 'boolean', default: false, description: 'Start no further run after a failed one' },
  log: {
    type: 'string',
    valueHint: LOGS.join('|'),
    description: 'Also write what another program shows, below logs/ in the folder of --out',
  },
  'dry-run': { type: 'boolean', default: false, description: 'Show what would run' },
  json: { type: 'boolean', default: false, description: 'Print the records as one JSON document' },
} as const satisfies ArgsDef;

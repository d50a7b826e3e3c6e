import { SCALES } from '@hebbench/core/basics';
import type { ArgsDef } from 'citty';

/** Flags of `pnpm bench list`. */
export const listArgs = {
  filter: {
    type: 'string',
    valueHint: 'NAMES',
    description: 'Suites, or globs over cell ids or their beginnings, comma-separated (default: all)',
  },
  scale: {
    type: 'string',
    default: 'quick',
    valueHint: SCALES.join('|'),
    description: 'Size of the experiments',
  },
  rule: {
    type: 'string',
    valueHint: 'NAMES',
    description: 'The cells of these rules over the grid of the suite instead of its own',
  },
  plugin: {
    type: 'string',
    valueHint: 'PACKAGES',
    description: 'Packages or folders that provide further rules, comma-separated',
  },
} as const satisfies ArgsDef;

import type { ArgsDef } from 'citty';
import { runArgs } from './run.ts';

/** Arguments of `pnpm bench rules`. */
export const rulesArgs = {
  name: { type: 'positional', required: false, description: 'Name of a rule (default: a list of all)' },
  plugin: runArgs.plugin,
  json: {
    type: 'boolean',
    default: false,
    description: 'Print one JSON document, with a JSON Schema of each rule’s hyperparameters',
  },
} as const satisfies ArgsDef;

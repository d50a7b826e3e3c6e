import type { ArgsDef } from 'citty';

/** Arguments of `pnpm bench rules`. */
export const rulesArgs = {
  name: { type: 'positional', required: false, description: 'Name of a rule (default: a list of all)' },
  plugin: {
    type: 'string',
    valueHint: 'PACKAGES',
    description: 'Packages or folders that provide further rules, comma-separated',
  },
  json: {
    type: 'boolean',
    default: false,
    description: 'Print one JSON document, with a JSON Schema of each rule’s hyperparameters',
  },
} as const satisfies ArgsDef;

import { SCALES } from '@hebbench/core';
import type { ArgsDef } from 'citty';
import { discoverRules } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { findRule } from '../rules/registry.ts';
import { selectCells } from '../run/select.ts';
import { SUITES } from '../suites/index.ts';
import { messages } from './messages.ts';
import { parseList, parseScale } from './options.ts';

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

/** Values of {@link listArgs}. */
export interface ListFlags {
  readonly filter?: string;
  readonly scale: string;
  readonly rule?: string;
  readonly plugin?: string;
}

/**
 * `pnpm bench list`: suites and their cells.
 * @throws {@link HebbenchError} `USAGE`, `UNKNOWN_NAME`
 */
export async function listCommand(flags: ListFlags): Promise<number> {
  const scale = parseScale(flags.scale);
  const wanted = parseList('rule', flags.rule);
  const { rules, faults } = await discoverRules(findRulePackages(parseList('plugin', flags.plugin)));
  faults.forEach(({ message }) => messages.warn(message));
  wanted.forEach((name) => findRule(rules, name));
  const installed = [...rules.keys()];
  for (const { suite, selected } of selectCells(SUITES, flags.filter, scale, { rules: wanted, installed })) {
    process.stdout.write(`${suite.name} – ${suite.title} (${selected.length} cells at scale ${scale})\n`);
    for (const { id, hidden, seeds, budget } of selected) {
      const layers = new Set(hidden).size === 1 ? `${hidden.length} × ${hidden[0]}` : hidden.join('-');
      const epochs = `${budget.hiddenEpochs} + ${budget.headEpochs} epochs`;
      process.stdout.write(
        `  ${id.padEnd(58)} ${layers.padStart(9)}  ${epochs}  ${seeds.length} seed${seeds.length === 1 ? '' : 's'}\n`,
      );
    }
  }
  return 0;
}

import { SCALES } from '@hebbench/core';
import type { ArgsDef } from 'citty';
import { discoverRules } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { selectCells } from '../run/select.ts';
import { SUITES } from '../suites/index.ts';
import { messages } from './messages.ts';
import { parseScale } from './options.ts';

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
} as const satisfies ArgsDef;

/** `pnpm bench list`: suites and their cells. */
export async function listCommand({ filter, scale }: { filter?: string; scale: string }): Promise<number> {
  const { rules, faults } = await discoverRules(findRulePackages());
  faults.forEach(({ message }) => messages.warn(message));
  const installed = [...rules.keys()];
  for (const { suite, selected } of selectCells(SUITES, filter, parseScale(scale), {
    rules: [],
    installed,
  })) {
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

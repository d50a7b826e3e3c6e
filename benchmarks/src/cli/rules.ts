import { unknownName, visible } from '@hebbench/core';
import type { HyperparameterSchema, RuleDescription } from '../rules/describe.ts';
import { discoverRules, descriptionOf, type InstalledRule } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { rangeText, valueText } from '../rules/range-text.ts';
import { messages } from './messages.ts';
import { parseList } from './options.ts';
import { styleOf } from './terminal.ts';
import { rows, wrap } from './wrapped.ts';

/** Values of the flags of `pnpm bench rules`. */
export interface RulesFlags {
  readonly name?: string;
  readonly plugin?: string;
  readonly json: boolean;
}

/**
 * `pnpm bench rules [NAME]`: the installed rules; of one, its source, presets and hyperparameters.
 * @returns 1 if a package provides no rule
 * @throws {@link HebbenchError} `UNKNOWN_NAME`
 */
export async function rulesCommand({ name, plugin, json }: RulesFlags): Promise<number> {
  const { rules, faults } = await discoverRules(findRulePackages(parseList('plugin', plugin)));
  faults.forEach(({ message }) => messages.error(message));
  if (name !== undefined && !rules.has(name)) throw unknownName('rule', name, [...rules.keys()]);
  const chosen = [...rules.values()].filter((rule) => name === undefined || rule.name === name);
  if (json) {
    const documents = chosen.map((rule) => ({ ...descriptionOf(rule), package: packageText(rule) }));
    process.stdout.write(`${JSON.stringify(name === undefined ? documents : documents[0], null, 2)}\n`);
  } else {
    const { width } = styleOf(process.stdout);
    const text = name === undefined ? listText(chosen, width) : ruleText(chosen[0]!, width);
    process.stdout.write(`${visible(text)}\n`);
  }
  return faults.length > 0 ? 1 : 0;
}

function packageText({ from }: InstalledRule): string {
  return `${from.name} ${from.version}`;
}

function listText(rules: readonly InstalledRule[], width: number): string {
  const list = rows(
    rules.map(({ name, title }) => [name, title]),
    width,
  );
  return `${list}\n\n\`pnpm bench rules NAME\` shows the presets and hyperparameters of one.`;
}

function ruleText(rule: InstalledRule, width: number): string {
  const { title, citation, presets, hyperparameters } = descriptionOf(rule);
  const fields = Object.entries(hyperparameters.properties ?? {});
  const lines = (text: string): string => wrap(text, width).join('\n');
  return [
    lines(`${title} (${rule.name}, ${packageText(rule)})`),
    lines(citation),
    lines('Presets: what differs from the defaults, by data set, constraint (⁺) and hidden layers'),
    ...presets.map((preset) => presetText(preset, width)),
    'Hyperparameters',
    rows(
      fields.map(([name, field]) => [name, fieldText(field)]),
      width,
    ),
  ].join('\n\n');
}

function presetText(
  { preset, networks, hyperparameters }: RuleDescription['presets'][number],
  width: number,
): string {
  const changes = Object.entries(hyperparameters).map(([name, value]) => `${name} ${valueText(value)}`);
  const indented = (text: string, by: number): string[] =>
    wrap(text, width - by).map((line) => ' '.repeat(by) + line);
  return [
    ...indented(`${preset}, ${networks.join(', ')}:`, 2),
    ...indented(changes.join(', ') || 'the defaults', 4),
  ].join('\n');
}

function fieldText(field: HyperparameterSchema): string {
  const standard = field.default === undefined ? '' : `; default ${valueText(field.default)}`;
  return `${field.description ?? 'No description'} [${rangeText(field)}${standard}]`;
}

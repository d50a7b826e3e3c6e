import type { LearningRule } from '@hebbench/core';
import { pathToFileURL } from 'node:url';
import { packageFault, type RulePackage } from './packages.ts';

/**
 * Loads the rule of a package.
 * @throws {@link HebbenchError} `RULE_FAULT` if the package cannot be loaded or exports no rule
 */
export async function loadRule(from: RulePackage): Promise<LearningRule> {
  if (from.fault) throw packageFault(from, from.fault.got, from.fault.expected, from.fault.fix);
  return checkRule(await importEntry(from), from);
}

async function importEntry(from: RulePackage): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(from.entry).href)) as { default?: unknown }).default;
  } catch (cause) {
    const complaint = (cause as Error)?.message ?? String(cause);
    throw packageFault(
      from,
      `an error while loading ${from.entry}: ${complaint}`,
      'a module that loads',
      'install what it imports in its own folder, or correct it',
      cause,
    );
  }
}

const MEMBERS: Readonly<Record<string, 'string' | 'object' | 'function'>> = {
  name: 'string',
  title: 'string',
  citation: 'string',
  hyperparameters: 'object',
  presets: 'object',
  create: 'function',
};

/** What the schema of a cell's id allows between two slashes. */
const RULE_NAME = /^[a-z0-9.+-]+$/;

/** Names of files hold it beside others, and may have 255 letters. */
const LONGEST_RULE_NAME = 64;

function checkRule(exported: unknown, from: RulePackage): LearningRule {
  if (typeof exported !== 'object' || exported === null) {
    throw packageFault(
      from,
      `a default export of type ${typeof exported}`,
      'a LearningRule',
      'export the rule as default',
    );
  }
  const members = exported as Record<string, unknown>;
  for (const [name, type] of Object.entries(MEMBERS)) {
    if (typeof members[name] !== type) {
      throw packageFault(
        from,
        `"${name}" of type ${typeof members[name]}`,
        `"${name}" of type ${type}`,
        'complete the rule',
      );
    }
  }
  const { name } = exported as LearningRule;
  // Tables by name would find what every object of JavaScript has, `constructor`.
  if (!RULE_NAME.test(name) || name.length > LONGEST_RULE_NAME || name in {}) {
    throw packageFault(
      from,
      `a rule named ${JSON.stringify(name)}`,
      `a name of at most ${LONGEST_RULE_NAME} lower-case letters, digits and the signs . + -, as it is part of the ids of cells and of the names of files; not "constructor"`,
      'rename it',
    );
  }
  return exported as LearningRule;
}

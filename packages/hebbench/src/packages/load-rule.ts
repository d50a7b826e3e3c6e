import {
  describeThrown,
  HebbenchError,
  isOneLine,
  visible,
  type LearningRule,
  type PresetName,
} from '@hebbench/core';
import { packageFault, type RulePackage } from './describe-package.ts';
import { importModule } from './import-module.ts';
import { withoutPlatformWarning } from './quiet-platform.ts';

/**
 * Loads the rule of a package.
 * @throws {@link HebbenchError} `RULE_FAULT` if the package cannot be loaded or exports no rule
 */
export async function loadRulePackage(from: RulePackage): Promise<LearningRule> {
  if (from.fault) throw packageFault(from, from.fault.got, from.fault.expected, from.fault.fix);
  const exported = await importEntry(from);
  try {
    return checkRule(exported, from);
  } catch (cause) {
    if (cause instanceof HebbenchError) throw cause;
    // Members may be getters.
    throw packageFault(
      from,
      `an error while its rule is looked at: ${complaintOf(cause)}`,
      'members that can be read',
      'correct the rule',
      cause,
    );
  }
}

async function importEntry(from: RulePackage): Promise<unknown> {
  try {
    return (await withoutPlatformWarning(() => importModule(from.entry))).default;
  } catch (cause) {
    throw packageFault(
      from,
      `an error while loading ${from.entry}: ${complaintOf(cause)}`,
      'a module that loads',
      'install what it imports in its own folder, or correct it',
      cause,
    );
  }
}

/** What was thrown, without a stack: it leads into the loader of modules. */
function complaintOf(thrown: unknown): string {
  const [first, ...lines] = describeThrown(thrown).split('\n');
  return [first, ...lines.filter((line) => !/^ +at /.test(line))].join('\n').trim();
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

const PRESETS: readonly PresetName[] = ['paper', 'best'];
const OPTIONAL = ['unsupported', 'hiddenIdentity'] as const;

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
  for (const [name, type] of Object.entries(MEMBERS)) checkType(from, name, members[name], type);
  const rule = exported as LearningRule;
  const { name, title, citation, presets, hyperparameters } = rule;
  // Tables by name would find what every object of JavaScript has, `constructor`.
  if (!RULE_NAME.test(name) || name.length > LONGEST_RULE_NAME || name in {}) {
    throw packageFault(
      from,
      `a rule named ${JSON.stringify(name)}`,
      `a name of at most ${LONGEST_RULE_NAME} lower-case letters, digits and the signs . + -, as it is part of the ids of cells and of the names of files; not "constructor"`,
      'rename it',
    );
  }
  if (from.declared !== undefined && from.declared !== name) {
    throw packageFault(
      from,
      `a rule named "${name}", which its package.json calls "${from.declared}"`,
      'one name',
      'correct "hebbench": { "name": … } in its package.json, or leave it out',
    );
  }
  if (!isOneLine(title)) throw unprintable(from, 'title', title, 'one line of text');
  if (visible(citation) !== citation) throw unprintable(from, 'citation', citation, 'text');
  for (const preset of PRESETS) checkType(from, `presets.${preset}`, presets[preset], 'function');
  checkType(from, 'hyperparameters.safeParse', hyperparameters.safeParse, 'function');
  for (const each of OPTIONAL) {
    if (rule[each] !== undefined) checkType(from, each, rule[each], 'function');
  }
  return rule;
}

function unprintable(from: RulePackage, name: string, text: string, expected: string): HebbenchError {
  const got = `a ${name} with signs that are no text: ${JSON.stringify(text)}`;
  return packageFault(from, got, expected, `correct the rule's ${name}`);
}

function checkType(from: RulePackage, name: string, value: unknown, type: string): void {
  // A null is of no use, whatever its type is.
  const found = value === null ? 'null' : typeof value;
  if (found === type) return;
  throw packageFault(from, `"${name}" of type ${found}`, `"${name}" of type ${type}`, 'complete the rule');
}

import { HebbenchError, unknownName, type LearningRule } from '@hebbench/core';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describePackage, findPackage, loadRulePackage, type RulePackage } from './packages/index.ts';

/** Beside this package: the workspace's packages, or what is installed with it. */
const BESIDE = fileURLToPath(new URL('../../', import.meta.url));

/** Names of the rules that are installed beside this package. */
export function ruleNames(): string[] {
  return installedRules().flatMap(({ declared }) => declared ?? []);
}

function installedRules(): RulePackage[] {
  return readdirSync(BESIDE)
    .toSorted()
    .flatMap((folder) => ruleIn(join(BESIDE, folder)) ?? []);
}

function ruleIn(directory: string): RulePackage | undefined {
  return isPackage(directory) ? describePackage(directory, 'rule') : undefined;
}

function isPackage(directory: string): boolean {
  return existsSync(join(directory, 'package.json'));
}

/**
 * Loads a learning rule.
 * @param name - of an installed rule, e.g. `backprop`; or of a package with a rule, or the path of its folder, seen from
 * the current one
 * @throws {@link HebbenchError} `UNKNOWN_NAME`; `RULE_FAULT` for a package without a rule, or with one that is not complete
 */
export async function loadRule(name: string): Promise<LearningRule> {
  const installed = installedRules().find(({ declared }) => declared === name);
  const directory = installed?.directory ?? directoryOf(name);
  if (directory === undefined) throw unknownName('rule', name, ruleNames());
  const from = ruleIn(directory);
  if (from) return loadRulePackage(from);
  throw new HebbenchError('RULE_FAULT', `The package in ${directory} has no rule.`, {
    got: 'a package.json without "hebbench": { "rule": … }',
    expected: 'a package with "hebbench": { "rule": "." } in its package.json',
    fix: 'name another package; docs/adding-a-rule.md shows what one looks like',
  });
}

function directoryOf(name: string): string | undefined {
  return isPackage(resolve(name)) ? resolve(name) : findPackage(name, [process.cwd()]);
}

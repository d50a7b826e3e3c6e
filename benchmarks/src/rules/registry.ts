import { unknownName, type LearningRule } from '@hebbench/core';
import { loadRulePackage, packageFault, type RulePackage } from '@hebbench/hebbench/packages';

/** A rule and the package it came from. */
export interface RegisteredRule {
  readonly rule: LearningRule;
  readonly from: RulePackage;
}

/**
 * Loads the rules of packages, by name.
 * @throws {@link HebbenchError} `RULE_FAULT` if a package cannot be loaded or exports no rule, or two rules share a name
 */
export async function loadRules(packages: readonly RulePackage[]): Promise<Map<string, RegisteredRule>> {
  const rules = new Map<string, RegisteredRule>();
  for (const from of packages) {
    const rule = await loadRulePackage(from);
    addRule(rules, rule.name, { rule, from });
  }
  return rules;
}

/**
 * Adds a rule to those of other packages.
 * @throws {@link HebbenchError} `RULE_FAULT` if one of them has its name
 */
export function addRule<T extends { readonly from: RulePackage }>(
  rules: Map<string, T>,
  name: string,
  rule: T,
): void {
  const other = rules.get(name);
  if (other) {
    throw packageFault(
      rule.from,
      `a rule named "${name}", as ${other.from.name} has one`,
      'a name of its own',
      'rename it',
    );
  }
  rules.set(name, rule);
}

/**
 * The rule of a name.
 * @throws {@link HebbenchError} `UNKNOWN_NAME` with the nearest names
 */
export function findRule<T>(rules: ReadonlyMap<string, T>, name: string): T {
  const found = rules.get(name);
  if (found) return found;
  throw unknownName('rule', name, [...rules.keys()]);
}

import type { RunRecord } from '@hebbench/core';
import { canonicalJson } from '../../run/identity.ts';
import type { SuiteResults } from '../../suite.ts';
import { groupsOf } from './groups.ts';
import { leagueRows } from './league.ts';

/**
 * Rules whose networks agree in every number, seed by seed, in every group that both ran in: with one hidden layer, some
 * rules are one and the same, and their rows are one result, not two.
 */
export function equalRowsNotes(results: SuiteResults): string[] {
  const byRule = new Map<string, string[]>();
  for (const group of groupsOf(results)) {
    for (const { rule, result } of leagueRows(results, group)) {
      if (result.records.length === 0) continue;
      byRule.set(rule, [...(byRule.get(rule) ?? []), `${group.title}: ${numbersOf(result.records)}`]);
    }
  }
  const same = new Map<string, string[]>();
  for (const [rule, numbers] of byRule) {
    const key = canonicalJson(numbers);
    same.set(key, [...(same.get(key) ?? []), rule]);
  }
  return [...same.values()]
    .filter(({ length }) => length > 1)
    .map(
      (rules) =>
        `One result, not ${rules.length}: ${rules.toSorted().join(' and ')} agree in every number here, seed by seed. Rules that differ in deeper networks alone are the same with one hidden layer.`,
    );
}

/** All metrics but a rule's own, which begin with its name. */
function numbersOf(records: readonly RunRecord[]): string {
  return canonicalJson(
    records.map(({ seed, cell, metrics }) => [
      seed,
      Object.fromEntries(Object.entries(metrics).filter(([name]) => !name.startsWith(`${cell.rule}.`))),
    ]),
  );
}

import { descriptionOf, REPOSITORY, type InstalledRule } from '@hebbench/benchmarks/published';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SiteReport, SiteRule } from './types.ts';

/**
 * The rules that are installed, and those that only records tell of, by name.
 * @param warn - told of a rule that cannot be described
 */
export function siteRules(
  installed: ReadonlyMap<string, InstalledRule>,
  reports: readonly SiteReport[],
  warn: (message: string) => void,
): SiteRule[] {
  const known = [...installed.values()].map((rule) => siteRule(rule, warn));
  const ran = reports.flatMap(({ cells }) => cells.map(({ result }) => result.cell.rule));
  const others = [...new Set(ran)].filter((name) => !installed.has(name));
  return [...known, ...others.map(unknownRule)].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function siteRule(rule: InstalledRule, warn: (message: string) => void): SiteRule {
  const { name, title, from } = rule;
  const readme = join(from.directory, 'README.md');
  let description: SiteRule['description'];
  try {
    description = descriptionOf(rule);
  } catch (error) {
    warn((error as Error).message);
  }
  return {
    name,
    title,
    family: from.family ?? 'other',
    local: from.local,
    from: `${from.name} ${from.version}`,
    description,
    readme: existsSync(readme)
      ? { path: relative(REPOSITORY, readme), text: readFileSync(readme, 'utf8') }
      : undefined,
  };
}

function unknownRule(name: string): SiteRule {
  return {
    name,
    title: name,
    family: 'other',
    local: undefined,
    from: undefined,
    description: undefined,
    readme: undefined,
  };
}

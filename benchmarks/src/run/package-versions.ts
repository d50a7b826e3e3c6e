import { numbersVersion, type Manifest, type RulePackage } from '@hebbench/hebbench/packages';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SHARED_PACKAGES = ['core', 'nn', 'engine', 'datasets', 'benchmarks'];

/**
 * Releases of the packages that take part in a run of a rule.
 * @param further - packages that the suite's numbers depend on, without `@hebbench/`
 */
export function packageVersions(rule: RulePackage, further: readonly string[] = []): Record<string, string> {
  return versionsOf(rule, further, ({ version }) => version!, rule.version);
}

/** Versions of these packages' numbers: releases that change none have the same, see {@link numbersVersion}. */
export function numbersVersions(rule: RulePackage, further: readonly string[] = []): Record<string, string> {
  return versionsOf(rule, further, numbersVersion, rule.numbers);
}

function versionsOf(
  rule: RulePackage,
  further: readonly string[],
  versionOf: (manifest: Manifest) => string,
  own: string,
): Record<string, string> {
  const versions = [...SHARED_PACKAGES, ...further].map((name): [string, string] => [
    `@hebbench/${name}`,
    versionOf(manifestOf(name)),
  ]);
  return Object.fromEntries([...versions, [rule.name, own]]);
}

function manifestOf(name: string): Manifest {
  const folder = name === 'benchmarks' ? '../..' : `../../../packages/${name}`;
  const file = fileURLToPath(new URL(`${folder}/package.json`, import.meta.url));
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

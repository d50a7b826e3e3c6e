import { discoverRules, findRulePackages, SUITES, type InstalledRule } from '@hebbench/benchmarks/published';
import type { RunRecord } from '@hebbench/core';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleRecord } from '../../test/example-record.ts';
import type { Published } from '../src/model/load.ts';

/** Stores records of a suite as a run would, in a folder of their own. */
export function storedRuns(records: readonly RunRecord[], data = 'embedded'): string {
  const out = mkdtempSync(join(tmpdir(), 'hebbench-site-runs-'));
  for (const record of records) {
    const { suite, scale, id, changes } = record.cell;
    const folder = join(out, suite, `${scale}-${data}`, ...(changes ? ['experiments'] : []), 'records');
    mkdirSync(folder, { recursive: true });
    const name = id.split('/').slice(1).join('--');
    writeFileSync(join(folder, `${name}.seed-${record.seed}.json`), JSON.stringify(record));
  }
  return out;
}

/** Records of the first cell that a rule has in a suite at its smallest scale, three seeds. */
export function exampleRecords(rule: string, accuracy: number, suiteName = 'table1'): RunRecord[] {
  const suite = SUITES.find(({ name }) => name === suiteName)!;
  const cell = suite.cells('smoke', { rules: [rule], seeds: 3 })[0]!;
  return cell.seeds.map((seed) => exampleRecord(cell, seed, accuracy + seed / 10));
}

/** The installed rules. */
export async function installedRules(): Promise<ReadonlyMap<string, InstalledRule>> {
  return (await discoverRules(findRulePackages())).rules;
}

/** A site without published work. */
export function nothingPublished(rules: ReadonlyMap<string, InstalledRule>): Published {
  return { rules, reports: [], model: { claims: [], guides: [], api: new Map(), commit: undefined } };
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { storedResults } from '../src/cli/stored-results.ts';
import { discoverRules } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/registry.ts';
import { reportDirectory } from '../src/run/plan.ts';
import { openRunStore } from '../src/store/run-store.ts';
import { markdown } from '../src/suites/common/markdown.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { mainTable } from '../src/suites/table1/summary.ts';
import type { SuiteResults } from '../src/suite.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const README = readFileSync(`${ROOT}README.md`, 'utf8');
const { rules } = await discoverRules(findRulePackages());

function published(scale: 'quick' | 'paper'): SuiteResults {
  const store = openRunStore(reportDirectory(`${ROOT}reports`, 'table1', scale, 'real'));
  return storedResults({ suite: table1, scale, data: 'real', store, rules });
}

test('what a run ends like is what the published report holds', () => {
  const lines = table1
    .terminal(published('quick'), { width: 80, colour: false })
    .split('\n')
    .map((line) => line.trimEnd());
  // The second block: the columns with the constraint.
  const from = lines.findIndex((line) => line.includes('MNIST⁺'));
  const block = lines.slice(from, lines.indexOf('', from));
  expect(block).toHaveLength(8);
  expect(README).toContain(block.join('\n'));
});

test('the table at the paper’s sizes is that of the published report', () => {
  // Columns are padded in one of them only.
  const cells = (text: string): string => text.replaceAll(/ *\| */g, '|').replaceAll(/-{2,}/g, '--');
  expect(cells(README)).toContain(cells(markdown(mainTable(published('paper')))));
});

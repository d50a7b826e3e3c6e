import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fromSentence } from '../src/claims/group.ts';
import { storedResults } from '../src/results/stored-results.ts';
import { discoverRules } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { reportDirectory } from '../src/run/plan.ts';
import { openRunStore } from '../src/store/run-store.ts';
import { markdown } from '../src/suites/common/markdown.ts';
import { verdicts as weightVerdicts } from '../src/suites/figure3/claims.ts';
import { figure3 } from '../src/suites/figure3/index.ts';
import { weightsResults } from '../src/suites/figure3/results.ts';
import { verdicts } from '../src/suites/figure4/claims.ts';
import { figure4 } from '../src/suites/figure4/index.ts';
import { readingRows } from '../src/suites/figure4/reading-results.ts';
import { attackResults, shotsResults } from '../src/suites/figure4/results.ts';
import { table1 } from '../src/suites/table1/index.ts';
import { findings } from '../src/suites/table1/findings.ts';
import { mainTable } from '../src/suites/table1/summary.ts';
import type { Suite, SuiteResults } from '../src/suite.ts';
import { exampleRecord } from './example-record.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const README = readFileSync(`${ROOT}README.md`, 'utf8');
const FINDINGS = withTargets(readFileSync(`${ROOT}docs/findings.md`, 'utf8'));
/** What is above the heading is the paper's, and what was decided beforehand. */
const [, READINGS = ''] = readFileSync(`${ROOT}docs/readings.md`, 'utf8').split('## What was found so far\n');
/** What the findings are about, where they name no other report. */
const TABLE = 'reports/table1/paper-real/summary.md';
const { rules } = await discoverRules(findRulePackages());

/** What a suite has of its own rules: README and findings do not speak of rules that others add to a report. */
function published(scale: 'quick' | 'paper', suite: Suite = table1): SuiteResults {
  const store = openRunStore(reportDirectory(`${ROOT}reports`, suite.name, scale, 'real'), suite.metrics);
  return ofOwnRules(
    suite,
    storedResults({ suite, scale, data: 'real', store, published: true, rules, warn: expect.fail }),
  );
}

function ofOwnRules(suite: Suite, results: SuiteResults): SuiteResults {
  const own = new Set(suite.cells(results.scale, { rules: [], installed: [] }).map(({ id }) => id));
  return {
    ...results,
    cells: results.cells.filter(({ id }) => own.has(id)),
    records: results.records.filter(({ cell }) => own.has(cell.id)),
  };
}

test('what the author of another rule publishes changes no number of the suite’s own', () => {
  const before = published('paper');
  const added = table1.cells('paper', { rules: ['another-rule'], seeds: 1 });
  const after = ofOwnRules(table1, {
    ...before,
    cells: [...before.cells, ...added],
    records: [...before.records, ...added.map((cell) => exampleRecord(cell, 0, 99.99))],
  });
  expect(mainTable(after)).toEqual(mainTable(before));
  expect(findings(after)).toEqual(findings(before));
});

test('what a run ends like is what the published report holds', () => {
  const quick = published('quick');
  // On this repository's own machine, a run gives what is published.
  const lines = table1
    .terminal({ ...quick, published: quick }, { width: 80, colour: false })
    .split('\n')
    .map((line) => line.trimEnd());
  // The second block: the columns with the constraint.
  const from = lines.findIndex((line) => line.includes('MNIST⁺'));
  const block = lines.slice(from, lines.indexOf('', from));
  expect(block).toHaveLength(12);
  expect(README).toContain(block.join('\n'));
});

test('the table at the paper’s sizes is that of the published report', () => {
  // Columns are padded in one of them only.
  const cells = (text: string): string => text.replaceAll(/ *\| */g, '|').replaceAll(/-{2,}/g, '--');
  expect(cells(README)).toContain(cells(markdown(mainTable(published('paper')))));
});

test('the claims on weights, few-shot learning and attacks are judged as in the published reports', () => {
  const results = published('paper', figure4);
  const judged = [
    ...weightVerdicts(weightsResults(published('paper', figure3))),
    ...verdicts(shotsResults(results, 'few-shot-all'), attackResults(results), readingRows(results)),
  ];
  const rows = judged.map((sentence) => {
    const { claim, ours, verdict } = fromSentence(sentence, { paper: '', control: '' });
    return `|${claim}|${ours}|${verdict}|`;
  });
  expect(verdictRows()).toEqual(rows);
});

/** The table of the claims of Figures 3 and 4, without the padding of its columns. */
function verdictRows(): string[] {
  const [, table = ''] = /\| claim +\|.*\n\|.*\n((?:\|.*\n)+)/.exec(FINDINGS) ?? [];
  return table.trimEnd().split('\n').map(unpadded);
}

function unpadded(row: string): string {
  return row.replaceAll(/ *\| */g, '|');
}

/** A document whose links by name are links by address. */
function withTargets(text: string): string {
  const targets = new Map(
    [...text.matchAll(/^\[(\w+)\]: (\S+)$/gm)].map(([, name, target]) => [name!, target!]),
  );
  return text.replaceAll(/\]\[(\w+)\]/g, (_, name: string) => `](${targets.get(name)!})`);
}

const CLAIMS = new Set(verdictRows());

const PARAGRAPHS = [
  // The claims of Figures 3 and 4 are compared as a whole, above.
  ...FINDINGS.split('\n').filter((line) => !CLAIMS.has(unpadded(line))),
  ...README.split('\n').filter((line) => line.startsWith('- **')),
  ...READINGS.split('\n'),
].filter((line) => /\d\.\d\d|\[\d+\.\d/.test(line));

/** A link to a report: what is linked, and the report. */
const LINK = /\[([^\]]*)\]\((?:\.\.\/)?(reports\/[^)#]+)[^)]*\)/g;

function missingIn(paths: readonly string[], text: string, number: RegExp): string[] {
  const reports = paths.map((path) => readFileSync(`${ROOT}${path}`, 'utf8'));
  return (text.match(number) ?? []).filter(
    (each) =>
      !reports.some((report) => new RegExp(`(?<![\\d.])${each.replace('.', '\\.')}(?!\\d)`).test(report)),
  );
}

test.each(PARAGRAPHS)('numbers are those of the reports that their paragraph links to: %s', (paragraph) => {
  const links = [...paragraph.matchAll(LINK)].map(([, text, path]) => ({ text: text!, path: path! }));
  // What the paper prints of its start, and of no result.
  const text = paragraph.replaceAll('[0.01, 0.1]', '').replaceAll(LINK, ' ');
  expect(missingIn([TABLE, ...links.map(({ path }) => path)], text, /\d+\.\d\d+/g)).toEqual([]);
  for (const link of links) expect(missingIn([link.path], link.text, /\d+\.\d+/g)).toEqual([]);
});

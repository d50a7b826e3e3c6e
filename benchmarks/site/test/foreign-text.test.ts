import type { RunRecord } from '@hebbench/core';
import { JSDOM } from 'jsdom';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failedRecord } from '../../test/example-record.ts';
import { siteFiles } from '../src/build/files.ts';
import { recordsCsv } from '../src/evidence/records-csv.ts';
import { renderMarkdown } from '../src/markdown/render.ts';
import { withRuns } from '../src/model/load.ts';
import { exampleRecords, installedRules, nothingPublished, storedRuns } from './example-site.ts';

/** What a plug-in may call itself, or fail with. */
const FOREIGN = `</script><script>alert(1)</script><img src=x onerror=alert(1)> **bold** [link](javascript:alert(1)) =cmd() "quoted" ' href="@/x" \u001b[31m`;

const SIGNS = /<script>alert|<img src=x|<strong>bold|href="javascript/;

let pages: Map<string, string>;
let runs: string;
let league: string;

beforeAll(async () => {
  const rules = new Map(await installedRules());
  const backprop = rules.get('backprop')!;
  rules.set('backprop', {
    ...backprop,
    title: FOREIGN,
    from: { ...backprop.from, name: FOREIGN, family: FOREIGN },
  });
  const records = [
    ...exampleRecords('backprop', 90),
    ...exampleRecords('random-features', 89),
    ...exampleRecords('backprop', 90, 'rules'),
  ];
  const failed = failedRecord(exampleRecords('softhebb', 90)[0]!.cell);
  runs = storedRuns([...records, { ...failed, error: { code: 'RULE_FAULT', message: FOREIGN } }]);
  const model = await withRuns(nothingPublished(rules), { runs, warn: () => {} });
  league = model.reports.find(({ folder }) => folder.suite.name === 'rules')!.summary;
  pages = new Map(
    [...siteFiles(model, { assets: new Map() })]
      .filter(({ path }) => path.endsWith('.html'))
      .map(({ path, content }) => [path, String(content)]),
  );
});

afterAll(() => rmSync(runs, { recursive: true, force: true }));

test('a title with HTML, Markdown and a formula in it is text on every page', () => {
  const showing = [...pages].filter(([, html]) => html.includes('alert(1)'));
  expect(showing.map(([path]) => path)).toEqual(
    expect.arrayContaining(['leaderboard.html', 'rules/index.html', 'rules/backprop.html']),
  );
  expect([...pages].filter(([, html]) => SIGNS.test(html) || html.includes('\u001b'))).toEqual([]);
  for (const html of pages.values()) {
    if (!html.includes('alert(1)')) continue;
    const { document } = new JSDOM(html).window;
    const scripts = [...document.querySelectorAll('script:not([src])')];
    expect(scripts.every((script) => script.getAttribute('type') === 'application/json')).toBe(true);
  }
});

test('a page that does not depend on runs is made once while they are watched, any other each time', async () => {
  const rules = await installedRules();
  const published = nothingPublished(rules);
  const model = await withRuns(published, { runs, warn: () => {} });
  const made = new Map<string, string>();
  const first = [...siteFiles(model, { assets: new Map(), made })];
  expect([...made.keys()].toSorted()).toEqual(['cite.html', 'guides/index.html', 'index.html']);
  for (const path of made.keys()) made.set(path, 'as before');
  const second = new Map(
    [...siteFiles(model, { assets: new Map(), made })].map((file) => [file.path, file.content]),
  );
  for (const { path, content } of first)
    expect(second.get(path)).toEqual(made.has(path) ? 'as before' : content);
});

test('and in the report of the league in Markdown', () => {
  expect(league).toContain(String.raw`\*\*bold\*\*`);
  expect(league).not.toMatch(/<script>|(?<!\\)\*\*bold|(?<!\\)\]\(javascript/);
});

test('so is the message of a failure, on the page of its cell', () => {
  const [, html] = [...pages].find(([name]) => name.includes('softhebb') && name.startsWith('cells/'))!;
  const { document } = new JSDOM(html).window;
  expect(document.querySelector('td .chip')?.parentElement?.textContent).toContain('<script>alert(1)');
});

test('a document’s HTML is text', () => {
  const { html } = renderMarkdown(`# T\n\n${FOREIGN}\n\n| a |\n| --- |\n| <b>x</b> |\n`, {
    resolve: () => undefined,
  });
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toMatch(/<script|<img|<b>|javascript:alert\(1\)"/);
});

test('a formula is text for a spreadsheet', () => {
  const [record] = exampleRecords('backprop', 90) as [RunRecord];
  const error = { code: 'RULE_FAULT', message: '=cmd()\n"x",y' };
  const csv = recordsCsv([{ ...record, status: 'failed', error }]);
  expect(csv.split('\n')[1]).toContain(`"'=cmd()`);
  expect(csv).toContain('""x""');
});

/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openPage } from './look.ts';

/** Something that a page does, and how it is seen that it does. */
interface Behaviour {
  readonly name: string;
  readonly path: string;
  /** What is wrong; `undefined` if it does it. */
  readonly fault: (page: Page) => Promise<string | undefined>;
}

/** What the site promises beside being read. */
export function behaviours(cellPath: string): Behaviour[] {
  return [
    { name: 'the leaderboard is sorted by its heads', path: 'leaderboard.html', fault: sorts },
    { name: 'the leaderboard is filtered', path: 'leaderboard.html', fault: filters },
    { name: 'columns are chosen', path: 'leaderboard.html', fault: choosesColumns },
    { name: 'claims are filtered by an address', path: 'index.html', fault: filtersClaims },
    { name: 'a chart shows values under the pointer', path: 'index.html', fault: hovers },
    { name: 'a chart shows values by arrow keys', path: 'index.html', fault: steps },
    { name: 'a command is copied', path: cellPath, fault: copies },
    { name: 'records are downloaded', path: cellPath, fault: downloads },
    { name: 'a number leads to its cell among others, with its evidence', path: TUNING, fault: leads },
    { name: 'what is searched for is found', path: cellPath, fault: searches },
  ];
}

/** A report whose cells share pages. */
const TUNING = 'results/tuning-quick-real.html';

/** Tries a behaviour in a page of its own. */
export async function tryBehaviour(
  browser: Browser,
  site: string,
  { path, fault }: Behaviour,
): Promise<string[]> {
  const { page, complaints, close } = await openPage(browser, site);
  try {
    await page.goto(pathToFileURL(join(site, path)).href);
    const found = await fault(page);
    return [...(found === undefined ? [] : [found]), ...complaints];
  } catch (error) {
    return [(error as Error).message];
  } finally {
    await close();
  }
}

function numbersOf(page: Page): Promise<number[]> {
  return page.$$eval('#board tbody tr:not([hidden]) td:nth-child(7)', (cells) =>
    cells.map((cell) => Number((cell as HTMLElement).dataset['sort'])),
  );
}

async function sorts(page: Page): Promise<string | undefined> {
  const button = page.locator('#board thead th:nth-child(7) button');
  await button.click();
  const down = await numbersOf(page);
  await button.press('Enter');
  const up = await numbersOf(page);
  if (down.length < 3) return `only ${down.length} rows are shown`;
  if (String(down) !== String(down.toSorted((a, b) => b - a))) return `not descending: ${down.join(' ')}`;
  return String(up) === String(up.toSorted((a, b) => a - b)) ? undefined : `not ascending: ${up.join(' ')}`;
}

async function filters(page: Page): Promise<string | undefined> {
  const before = await numbersOf(page);
  await page.selectOption('select[name=local]', 'yes');
  const after = await numbersOf(page);
  const words = await page.$$eval('#board tbody tr:not([hidden])', (rows) =>
    rows.map((row) => row.dataset['local']),
  );
  if (after.length === 0 || after.length >= before.length)
    return `${before.length} rows became ${after.length}`;
  if (words.some((word) => word !== 'yes')) return `rows of ${words.join(', ')} are shown`;
  return page.url().includes('local=yes') ? undefined : 'the address does not hold what was chosen';
}

async function choosesColumns(page: Page): Promise<string | undefined> {
  const column = page.locator('#board thead .c-sparsity');
  await page.locator('details.columns summary').click();
  const before = await column.isVisible();
  await page.locator('input[value=sparsity]').setChecked(!before);
  return (await column.isVisible()) === before ? 'the column stays as it was' : undefined;
}

async function filtersClaims(page: Page): Promise<string | undefined> {
  await page.locator('.counts li a').first().click();
  const words = await page.$$eval('#claims-table tbody tr:not([hidden])', (rows) =>
    rows.map((row) => row.dataset['verdict']),
  );
  return words.length > 0 && new Set(words).size === 1 ? undefined : `verdicts shown: ${words.join(', ')}`;
}

function tipOf(page: Page): Promise<string> {
  return page.$$eval('figure.chart svg g[aria-label=tip]', (tips) =>
    tips.map((tip) => tip.textContent).join(''),
  );
}

async function hovers(page: Page): Promise<string | undefined> {
  const plot = page.locator('figure.chart .plot.lines svg').first();
  await plot.scrollIntoViewIfNeeded();
  const box = (await plot.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.5);
  await page.mouse.move(box.x + box.width * 0.31, box.y + box.height * 0.5);
  const tip = await tipOf(page);
  return /\d/.test(tip) ? undefined : 'no value is shown';
}

async function steps(page: Page): Promise<string | undefined> {
  const place = page.locator('figure.chart .plot.lines').first();
  await place.focus();
  await page.keyboard.press('ArrowRight');
  const said = await place.locator('xpath=../output').textContent();
  if (!/\d/.test(said ?? '')) return 'no value is said';
  return /\d/.test(await tipOf(page)) ? undefined : 'no value is shown';
}

async function copies(page: Page): Promise<string | undefined> {
  const command = page.locator('#again ~ .code');
  const wanted = await command.locator('pre').textContent();
  await page.evaluate(() => {
    addEventListener('copy', () => {
      (window as unknown as { copied: string }).copied = String(getSelection());
    });
  });
  await command.locator('button').click();
  await page.waitForFunction(() => document.querySelector('#again ~ .code button')!.textContent === 'Copied');
  const copied = await page.evaluate(
    async () =>
      (window as unknown as { copied?: string }).copied ??
      (await navigator.clipboard.readText().catch(() => undefined)),
  );
  if (copied !== undefined && copied !== wanted) return `“${copied}” was copied`;
  return wanted!.startsWith('pnpm bench --filter ') ? undefined : `the command is “${wanted}”`;
}

async function downloads(page: Page): Promise<string | undefined> {
  for (const kind of ['json', 'csv']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`button[data-download=${kind}]`).click(),
    ]);
    if (!download.suggestedFilename().endsWith(`.${kind}`)) return `a file ${download.suggestedFilename()}`;
  }
  return undefined;
}

async function leads(page: Page): Promise<string | undefined> {
  const row = page.locator('tr.linked').nth(1);
  const wanted = (await row.locator('th').textContent())!;
  await row.locator('td.num').first().click();
  const part = page.locator('details[open][data-evidence]');
  const seeds = await part.locator('tbody tr').first().textContent();
  await part.locator('figure svg').first().waitFor();
  if (!/\d/.test(seeds ?? '')) return 'no seed is shown';
  const name = await part.locator('summary strong').first().textContent();
  return wanted.startsWith(name!) ? undefined : `${wanted} leads to ${name}`;
}

async function searches(page: Page): Promise<string | undefined> {
  await page.keyboard.press('/');
  await page.keyboard.type('rohrbein');
  const found = page.locator('dialog.search li a');
  await found.first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.includes('/cells/'));
  const text = await page.locator('main').textContent();
  return /r(?:ö|oe?)hrbein/i.test(text ?? '') ? undefined : `${page.url()} does not speak of it`;
}

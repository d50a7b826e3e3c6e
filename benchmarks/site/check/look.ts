/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { pathToFileURL } from 'node:url';

/** A desktop, a laptop and a phone, in pixels. */
export const WIDTHS = [1920, 1280, 400] as const;

const HEIGHT = 900;

/** A page in a browser, with what it has complained of. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Opens a page of a site as from a file system, and tells of what it asks for and complains of. */
export async function openPage(browser: Browser, site: string): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: WIDTHS[1], height: HEIGHT },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const inside = pathToFileURL(`${site}/`).href;
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(inside) && !/^(?:data|blob):/.test(url)) complaints.push(`it asks for ${url}`);
  });
  page.on('requestfailed', (request) => complaints.push(`it cannot load ${request.url().slice(0, 200)}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`it says ${message.text().slice(0, 200)}`);
  });
  page.on('pageerror', (error) => complaints.push(`it throws ${error.message}`));
  return { page, complaints, close: () => context.close() };
}

/** Rows of a table, and names of the API, that are looked at. */
const ROWS = 8;

/** Rules of axe's that a theme decides; all others hold in both or in none. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
/** Rules of axe's that a width decides. */
const LAYOUT = ['scrollable-region-focusable'];

/** What a page is looked at with. */
export interface Look {
  readonly url: string;
  /** The source of axe. */
  readonly axe: string;
}

/**
 * What is wrong with a page, which is loaded once. What cannot differ is looked at once: axe's rules on structure at the
 * narrowest width – nothing is left out there that others show –, those on colours in both themes, those on what scrolls
 * at every width; themes are colours alone, so that widths are measured in one.
 */
export async function faultsOf({ page, complaints }: OpenPage, look: Look): Promise<string[]> {
  const { url, axe } = look;
  complaints.length = 0;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
  await page.goto(url);
  await unfold(page);
  await page.evaluate(axe);
  const faults: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    const wide = await sideways(page);
    if (wide !== undefined) faults.push(`${width} px: ${wide}`);
    if (width !== WIDTHS.at(-1))
      faults.push(...named(`${width} px`, await violations(page, { runOnly: LAYOUT })));
  }
  return [...faults, ...(await askAxe(page)), ...complaints];
}

async function askAxe(page: Page): Promise<string[]> {
  // Rows and names are made alike: those at the top stand for all, which would take most of the time.
  await page.evaluate((kept) => {
    for (const body of document.querySelectorAll('tbody'))
      [...body.rows].slice(kept).forEach((row) => row.remove());
    const parts = [...(document.querySelector('.prose')?.children ?? [])];
    const names = parts.flatMap(({ tagName }, i) => (tagName === 'H3' ? [i] : []));
    parts.slice(names[kept] ?? parts.length).forEach((part) => part.remove());
  }, ROWS);
  const light = named('light', await violations(page));
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...light, ...named('dark', await violations(page, { runOnly: COLOURS }))];
}

/** Parts of a page that are made alike, of which these are looked at. */
const PARTS = 3;

/** Opens what is folded away, and waits for what comes later. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate((kept) => {
    [...document.querySelectorAll('.candidates > details')].slice(kept).forEach((part) => part.remove());
    for (const each of document.querySelectorAll('details')) each.open = true;
  }, PARTS);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('details[data-evidence]')].every((part) => part.querySelector('table')),
  );
}

function named(where: string, faults: readonly string[]): string[] {
  return faults.map((fault) => `${where}: ${fault}`);
}

/** Whether a page is wider than the screen, once its charts are drawn for the width. */
function sideways(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? `it is ${scrollWidth} wide and scrolls sideways` : undefined;
  });
}

/**
 * What axe finds.
 * @param options - axe's own. @defaultValue all rules
 */
function violations(page: Page, options: object = {}): Promise<string[]> {
  return page.evaluate(async (own) => {
    const { axe: checker } = window as unknown as {
      axe: {
        run(
          root: Document,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
      };
    };
    const found = await checker.run(document, { resultTypes: ['violations'], preload: false, ...own });
    return found.violations.map(
      ({ id, nodes }) =>
        `${id} (${nodes.length}): ${nodes[0]!.target.join(' ')}: ${nodes[0]!.failureSummary}`,
    );
  }, options);
}

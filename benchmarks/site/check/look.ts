/// <reference lib="dom" />
import type { Browser, Page } from 'playwright-core';
import { pathToFileURL } from 'node:url';

/** How a page is looked at. */
export interface View {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
}

/** A phone, a laptop and a desktop, by day and by night. */
export const VIEWS: readonly View[] = [400, 1280, 1920].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ width, scheme })),
);

/** Opens a page of a site as from a file system, and tells of what it asks for and complains of. */
export async function openPage(
  browser: Browser,
  site: string,
  { width, scheme }: View,
): Promise<{ readonly page: Page; readonly complaints: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
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

/** Rows of a table that are looked at. */
const ROWS = 8;

/** What is wrong with a page as it stands: axe's rules, and whether it scrolls sideways. */
export async function faultsOf(page: Page, axe: string): Promise<string[]> {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? `it is ${scrollWidth} wide and scrolls sideways` : undefined;
  });
  // Rows are made alike: those at the top stand for all, which would take most of the time.
  await page.evaluate((kept) => {
    for (const body of document.querySelectorAll('tbody'))
      [...body.rows].slice(kept).forEach((row) => row.remove());
  }, ROWS);
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: {
        run(
          root: Document,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
      };
    };
    const found = await checker.run(document, { resultTypes: ['violations'], preload: false });
    return found.violations.map(
      ({ id, nodes }) =>
        `${id} (${nodes.length}): ${nodes[0]!.target.join(' ')}: ${nodes[0]!.failureSummary}`,
    );
  });
  return [...(wide === undefined ? [] : [wide]), ...violations];
}

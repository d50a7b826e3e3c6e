import { chromium } from 'playwright-core';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { behaviours, tryBehaviour } from './behaviour.ts';
import { brokenLinks, pagesOf } from './links.ts';
import { faultsOf, openPage, WIDTHS } from './look.ts';
import { structureFaults } from './structure.ts';

/**
 * `pnpm check:site [FOLDER] [WORD] [--all]`: the site in the Chromium of this machine (`CHROMIUM`, or what is installed),
 * opened from the file system, with no network: axe's rules, no sideways scrolling, no request that leaves the folder, at
 * three widths, light and dark; links, structure, behaviour and size. Of pages that are made alike – of cells of a report,
 * guides, rules, the API – two are looked at, with `--all` each. With a word, pages that have it in their path.
 */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LARGEST_SITE = 10e6;
const LARGEST_FRONT = 500e3;
/** Of pages that are made alike, those that are looked at without `--all`. */
const ALIKE = 2;
/** Pages that are looked at side by side, and those that one after the other are in one. */
const [AT_ONCE, A_PAGE] = [2 * availableParallelism(), 20];
/** Pages after which it is said how many there were. */
const OFTEN = 50;

/** Without a window, the first is the fastest. */
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

const words = process.argv.slice(2);
const all = words.includes('--all');
const [folder = 'dist/site', word = ''] = words.filter((each) => !each.startsWith('--'));
const site = resolve(folder);
if (!existsSync(join(site, 'index.html')))
  throw new Error(`There is no site in ${site}: \`pnpm site\` builds one.`);

let problems = 0;
let [done, well] = [0, 0];
function say(what: string, complaints: readonly string[]): void {
  problems += complaints.length;
  process.stdout.write(`${complaints.length === 0 ? 'ok    ' : 'FAILED'}  ${what}\n`);
  for (const complaint of complaints.slice(0, 20)) process.stdout.write(`        ${complaint}\n`);
}

function bytesOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + statSync(join(site, path)).size, 0);
}

function sizes(): string[] {
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(site, name)).isFile(),
  );
  const whole = bytesOf(files);
  const html = readFileSync(join(site, 'index.html'), 'utf8');
  const used = [...html.matchAll(/\s(?:src|href)="([^"#]*\.(?:js|css|png|svg))"/g)].map(([, path]) => path!);
  const front = bytesOf(['index.html', ...new Set(used)]);
  process.stdout.write(
    `        ${(whole / 1e6).toFixed(2)} MB in all, the front page ${(front / 1e3).toFixed(0)} kB\n`,
  );
  return [
    ...(whole < LARGEST_SITE ? [] : [`the site has ${whole} bytes`]),
    ...(front < LARGEST_FRONT ? [] : [`the front page has ${front} bytes`]),
  ];
}

/** The pages that are looked at. Those of cells come last: there are the most of them. */
function looked(): string[] {
  const seen = new Map<string, number>();
  const found = pagesOf(site)
    .filter((path) => path.includes(word))
    .filter((path) => {
      const group = groupOf(path);
      const count = (seen.get(group) ?? 0) + 1;
      seen.set(group, count);
      return all || count <= ALIKE;
    });
  return found.toSorted((a, b) => Number(a.startsWith('cells/')) - Number(b.startsWith('cells/')));
}

/** Pages of one group are made alike; reports and the front page are each of their own kind. */
function groupOf(path: string): string {
  const [part = '', report = ''] = path.split('/');
  if (part === 'cells') return `cells/${report}`;
  return ['api', 'guides', 'rules'].includes(part) ? part : path;
}

/** Looks at pages until none are left; of a page that many have come after, the browser has kept much. */
async function lookAtAll(left: string[]): Promise<void> {
  while (left.length > 0) {
    const open = await openPage(browser, site);
    for (let i = 0; i < A_PAGE && left.length > 0; i++) {
      const path = left.shift()!;
      const look = { url: pathToFileURL(join(site, path)).href, axe: AXE };
      const found = await faultsOf(open, look).catch((error: unknown) => [(error as Error).message]);
      if (found.length === 0) well++;
      else say(path, found);
      if (++done % OFTEN === 0) process.stdout.write(`        ${done} pages\n`);
    }
    await open.close();
  }
}

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? BROWSERS.find((path) => existsSync(path))!,
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  say('sizes', sizes());
  say('links', brokenLinks(site));
  say('structure', structureFaults(site));
  const cell = pagesOf(site).find((path) => path.startsWith('cells/table1-paper'))!;
  if (word === '')
    for (const behaviour of behaviours(cell))
      say(behaviour.name, await tryBehaviour(browser, site, behaviour));
  const pages = looked();
  const left = [...pages];
  await Promise.all(Array.from({ length: AT_ONCE }, () => lookAtAll(left)));
  process.stdout.write(
    `${well} of ${pages.length} pages are well at ${WIDTHS.join(', ')} px, light and dark\n`,
  );
} finally {
  await browser.close();
}
process.stdout.write(`${problems} problems\n`);
process.exitCode = problems > 0 ? 1 : 0;

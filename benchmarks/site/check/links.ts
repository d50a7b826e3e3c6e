import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** The pages of a site, as paths from its root. */
export function pagesOf(site: string): string[] {
  return readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .toSorted();
}

const LINK = /<(?:a|link|script|img)\b[^>]*?\s(?:href|src)="([^"]*)"/g;

/** Links of pages that lead nowhere: to files that are not there, or to anchors that a page does not have. */
export function brokenLinks(site: string): string[] {
  const anchors = new Map<string, ReadonlySet<string>>();
  const anchorsOf = (file: string): ReadonlySet<string> => {
    const known = anchors.get(file) ?? new Set(matches(readFileSync(file, 'utf8'), /\sid="([^"]*)"/g));
    anchors.set(file, known);
    return known;
  };
  return pagesOf(site).flatMap((page) => {
    const file = join(site, page);
    return matches(readFileSync(file, 'utf8'), LINK).flatMap((link) => {
      const problem = problemOf(link, file, site, anchorsOf);
      return problem === undefined ? [] : [`${page}: ${link}: ${problem}`];
    });
  });
}

function problemOf(
  link: string,
  file: string,
  site: string,
  anchorsOf: (file: string) => ReadonlySet<string>,
): string | undefined {
  // What leads out of the folder is followed by readers alone.
  if (/^(?:https?:|mailto:|data:)/.test(link)) return undefined;
  if (link.startsWith('/')) return 'it begins at the root of a server';
  const [path = '', anchor] = link.replaceAll('&amp;', '&').split('#');
  const target = path === '' ? file : normalize(join(dirname(file), decodeURI(path)));
  if (relative(site, target).startsWith('..')) return 'it leaves the site';
  if (!existsSync(target) || !statSync(target).isFile()) return 'there is no such file';
  // With an equals sign it says what a form of the page has chosen.
  if (anchor === undefined || anchor === '' || anchor.includes('=')) return undefined;
  return anchorsOf(target).has(decodeURIComponent(anchor)) ? undefined : 'there is no such anchor';
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found!);
}

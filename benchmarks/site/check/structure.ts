import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { pagesOf } from './links.ts';

/** What is wrong with how pages are put together, seen in their files: what pages that are made alike may differ in. */
export function structureFaults(site: string): string[] {
  return pagesOf(site).flatMap((path) => {
    const { document } = parseHTML(readFileSync(join(site, path), 'utf8'));
    return faultsIn(document).map((fault) => `${path}: ${fault}`);
  });
}

function faultsIn(document: Document): string[] {
  const all = (selector: string): Element[] => [...document.querySelectorAll(selector)];
  const ids = all('[id]').map(({ id }) => id);
  const doubled = ids.filter((id, i) => ids.indexOf(id) !== i);
  const levels = all('h1, h2, h3, h4, h5, h6').map(({ tagName }) => Number(tagName.slice(1)));
  const skipped = levels.findIndex((level, i) => i > 0 && level > levels[i - 1]! + 1);
  const nameless = all('a, button, summary, th[scope=col]').filter((each) => nameOf(each) === '');
  const blind = all('img:not([alt])');
  return [
    ...new Set(doubled.map((id) => `the id ${id} is there more than once`)),
    ...(levels.filter((level) => level === 1).length === 1
      ? []
      : ['it has no heading of its own, or several']),
    ...(skipped < 0 ? [] : [`a heading of level ${levels[skipped]} follows one of ${levels[skipped - 1]}`]),
    ...nameless.slice(0, 1).map((each) => `${each.outerHTML.slice(0, 80)} has no name`),
    ...(blind.length > 0 ? ['a picture has no text'] : []),
  ];
}

function nameOf(element: Element): string {
  const pictures = [...element.querySelectorAll('img')].map((image) => image.getAttribute('alt') ?? '');
  return [element.getAttribute('aria-label') ?? '', element.textContent, ...pictures].join('').trim();
}

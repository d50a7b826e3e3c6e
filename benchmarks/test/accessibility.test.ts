import { htmlPage } from '@hebbench/report';
import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { publishedPages } from './pages.ts';

/** What has many parts that are made alike: the rows of a table, the marks of a chart. */
const REPEATS = 'tbody, svg g';
/** Parts at either end that are looked at: those between take most of the time, and have nothing of their own but text. */
const ENDS = 2;

/** What a page may hold several of, the same but for their texts. */
const PARTS = 'section, details, figure';
/** Attributes whose values say what an element is; those of others say which one it is. */
const KINDS = /^(?:class|role|type|scope|lang|rel|tabindex|hidden|aria-(?:hidden|sort))$/;

/** What an element is made of, without its texts. */
function formOf({ tagName, attributes, children }: Element): string {
  const own = [...attributes].map(({ name, value }) => `${name}=${KINDS.test(name) ? value : ''}`);
  return `<${tagName} ${own.join(' ')}>${[...children].map(formOf).join('')}</>`;
}

/** Leaves what is made alike out: of rows and marks all but the ends, of larger parts all but the first of a form. */
function leaveOutRepeats(document: Document): void {
  for (const whole of document.querySelectorAll(REPEATS))
    [...whole.children].slice(ENDS, -ENDS).forEach((part) => part.remove());
  const seen = new Set<string>();
  for (const part of [...document.querySelectorAll(PARTS)].filter(({ isConnected }) => isConnected)) {
    const form = formOf(part);
    if (seen.has(form)) part.remove();
    seen.add(form);
  }
}

/**
 * What axe finds on a page, but for what needs to be drawn – contrast, sizes, what is hidden –: `pnpm check:pages` checks
 * whole pages with all of it, in a browser.
 */
async function violations(html: string): Promise<string[]> {
  const { window } = new JSDOM(html, { runScripts: 'outside-only' });
  leaveOutRepeats(window.document);
  // To work the style of each element out takes longer than all else.
  const style = window.getComputedStyle(window.document.createElement('p'));
  window.getComputedStyle = () => style;
  window.eval(axe.source);
  const found = await (window as unknown as { axe: typeof axe }).axe.run(window.document, {
    rules: { 'color-contrast': { enabled: false } },
    resultTypes: ['violations'],
  });
  window.close();
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe('axe finds nothing on', () => {
  const pages = publishedPages();

  test('as many pages as are published', () => {
    expect(pages.length).toBeGreaterThanOrEqual(5);
  });

  test.each(pages)('$name', { timeout: 300_000 }, async ({ file }) => {
    expect(await violations(readFileSync(file, 'utf8'))).toEqual([]);
  });
});

describe('axe would find', () => {
  const page = htmlPage('A page', [
    {
      heading: 'A table',
      parts: [{ kind: 'table', caption: 'Numbers', columns: ['', 'n'], rows: [['a', '1']] }],
    },
  ]);

  test('nothing on a small page, even where a column has no name', async () => {
    expect(await violations(page)).toEqual([]);
  });

  test.each([
    { name: 'a button without a text', from: 'name</button>', to: '</button>', id: 'button-name' },
    { name: 'a page without a language', from: ' lang="en"', to: '', id: 'html-has-lang' },
    { name: 'a heading without a text', from: '>A table</h2>', to: '></h2>', id: 'empty-heading' },
    { name: 'a picture without a text', from: '<h2', to: '<img src="data:,"><h2', id: 'image-alt' },
  ])('$name', async ({ from, to, id }) => {
    expect(page).toContain(from);
    expect((await violations(page.replace(from, to))).join()).toContain(id);
  });

  test('what is wrong with one of many parts, where its form is another one', async () => {
    const section = { heading: 'A table', parts: [{ kind: 'text' as const, text: 'Words' }] };
    const many = htmlPage('A page', [section, section, section]);
    expect(await violations(many)).toEqual([]);
    const at = many.lastIndexOf('<p');
    expect((await violations(`${many.slice(0, at)}<img src="data:,">${many.slice(at)}`)).join()).toContain(
      'image-alt',
    );
  });
});

describe('a table is sorted by the buttons in its head', () => {
  const page = htmlPage('A page', [
    {
      heading: 'A table',
      parts: [
        {
          kind: 'table',
          caption: 'Numbers',
          columns: ['network', 'accuracy', 'p'],
          rows: [
            ['b', '9.50 ± 1.00', '< 0.001'],
            ['c', '–', '–'],
            ['a', '10.00', '0.010'],
            ['d', '−3', '≈ 0.5'],
          ],
        },
      ],
    },
  ]);

  test.each([
    { presses: [1], order: 'dbac', sorted: 'ascending' },
    { presses: [1, 1], order: 'abdc', sorted: 'descending' },
    { presses: [0], order: 'abcd', sorted: 'ascending' },
    { presses: [1, 0, 0], order: 'dcba', sorted: 'descending' },
    { presses: [2], order: 'badc', sorted: 'ascending' },
  ])('pressed $presses: $order', ({ presses, order, sorted }) => {
    const { window } = new JSDOM(page, { runScripts: 'dangerously' });
    const buttons = [...window.document.querySelectorAll('thead button')] as HTMLButtonElement[];
    for (const column of presses) {
      // A real button in the order of the tab key, so that the keyboard presses it too.
      buttons[column]!.focus();
      expect(window.document.activeElement).toBe(buttons[column]);
      buttons[column]!.click();
    }
    const names = [...window.document.querySelectorAll('tbody th')].map((each) => each.textContent);
    expect(names.join('')).toBe(order);
    const heads = [...window.document.querySelectorAll('thead th')];
    expect(heads.map((head) => head.getAttribute('aria-sort')).filter(Boolean)).toEqual([sorted]);
    expect(heads[presses.at(-1)!]!.getAttribute('aria-sort')).toBe(sorted);
    window.close();
  });
});

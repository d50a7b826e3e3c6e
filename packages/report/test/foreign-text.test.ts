import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { lineChart } from '../src/figures.ts';
import {
  escapeMarkdown,
  htmlPage,
  markdownTable,
  plainMarkdown,
  terminalTable,
  toCsv,
  withoutMarkup,
} from '../src/index.ts';

/** What a title, a name or a message of a plug-in may hold, and what must not be left of it in a file. */
const FOREIGN = [
  { text: '<script>alert(1)</script>', not: /<script>alert/ },
  { text: '<img src=x onerror=alert(1)>', not: /<img src=x/ },
  { text: '</td></tr></table><h1>', not: /<\/table><h1>/ },
  { text: '<!-- rest of the report', not: /<!-- rest/ },
  { text: '&lt;b&gt; is no tag', not: /(?<!amp;)&lt;b/ },
  { text: '"><svg/onload=alert(1)>', not: /<svg\/onload/ },
  { text: 'red \u001b[31m and \u009b31m', not: /\p{Cc}31m|\p{Cc}\[31m/u },
  { text: 'back\b\b\bspace, bell \u0007', not: /(?!\n)\p{Cc}/u },
  { text: 'other way \u202egnirts\u202c', not: /[\u202c\u202e]/ },
  { text: 'isolated \u2066a\u2069 and marked \u200f', not: /[\u200f\u2066\u2069]/ },
  { text: 'line \u2028 separators \u2029, \r', not: /[\u2028\u2029\r]/ },
];

function chart(text: string): string {
  const points = [1, 2].map((x) => ({ series: text, x, y: x }));
  const references = [{ label: text, from: [1, 1], to: [2, 2] } as const];
  return lineChart({ points, title: text, description: text, xLabel: text, yLabel: text, references });
}

function page(text: string): string {
  const csv = { name: text, content: text };
  return htmlPage(text, [
    { heading: text, parts: [{ kind: 'text', text }] },
    { heading: 'list', parts: [{ kind: 'list', items: [text] }] },
    {
      heading: 'table',
      parts: [{ kind: 'table', caption: text, columns: [text, 'b'], rows: [[text, text]], csv }],
    },
    { heading: 'figure', parts: [{ kind: 'figure', caption: text, svg: chart(text), csv }] },
  ]);
}

describe.each(FOREIGN)('$text', ({ text, not }) => {
  test('is text in a chart and on a page', () => {
    expect(chart(text)).not.toMatch(not);
    expect(page(text)).not.toMatch(not);
    const { document } = parseHTML(page(text));
    expect([...document.querySelectorAll('script, img')]).toHaveLength(1);
    expect([...document.querySelectorAll('h1')]).toHaveLength(1);
  });

  test('is text in Markdown', () => {
    const table = markdownTable([text, 'b'], [[text, '1']]);
    // Where a tag is only quoted, `&lt;` is right, and `&amp;lt;` where it was quoted before.
    expect(table).not.toMatch(not);
    expect(table.split('\n')).toHaveLength(3);
    expect(escapeMarkdown(text)).not.toMatch(not);
  });

  test('leaves no control character in a CSV file or a terminal', () => {
    const unseen = /[\p{Cc}\u2028-\u202e\u2066-\u2069\u200f]/u;
    const terminal = terminalTable(['a'], [[text]], { width: 80, colour: false });
    for (const part of [toCsv(['a'], [{ a: text }]), terminal])
      expect(part.replaceAll('\n', '')).not.toMatch(unseen);
  });
});

test.each(['p < 0.05', '2 <3', 'a & b', '[0.01, 0.1] (range)', 'R&D', '`code`', '< 0.001'])(
  'Markdown leaves "%s" as it is',
  (text) => {
    expect(escapeMarkdown(text)).toBe(text);
  },
);

test.each([
  ['[here](http://elsewhere)', '[here\\](http://elsewhere)'],
  ['![seen](http://elsewhere/pixel)', '![seen\\](http://elsewhere/pixel)'],
  ['two\nlines', 'two lines'],
])('Markdown makes no link or line of "%s"', (text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

describe('CSV', () => {
  test.each(['=cmd()', '+1-2', '-rf', '@x', '\t=1', '=1', '+a', '-1 - 1', '--1', '＝1', '-', '+'])(
    'a spreadsheet takes no formula of "%s"',
    (text) => {
      expect(toCsv(['a'], [{ a: text }])).toMatch(/^a\n"?'/);
    },
  );

  test.each(['-1', '+1.5', '-17.450', '.5', '-1e-7', '1.', '0', 'x=1', '–', '−1', 'a-b', ''])(
    '"%s" stays as it is',
    (text) => {
      expect(toCsv(['a'], [{ a: text }])).toBe(`a\n${text}\n`);
    },
  );

  test('numbers are numbers', () => {
    expect(toCsv(['a', 'b'], [{ a: -1.5, b: -1e-9 }])).toBe('a,b\n-1.5,-1e-9\n');
  });
});

describe('a name that others chose is a name in Markdown', () => {
  test.each([
    ['**bold** and _slanted_', '\\*\\*bold\\*\\* and \\_slanted\\_'],
    ['`code` of $x^2$', '\\`code\\` of \\$x^2\\$'],
    ['[here](http://elsewhere) <b>', '[here\\](http://elsewhere) &lt;b>'],
    ['a \\ b ~~c~~', 'a \\\\ b \\~\\~c\\~\\~'],
    ['K&H, n = 4.5 (FastHebb) ·', 'K&H, n = 4.5 (FastHebb) ·'],
  ])('%s', (text, expected) => {
    expect(plainMarkdown(text)).toBe(expected);
    expect(markdownTable([text, 'b'], [[withoutMarkup(text), '1']]).split('\n')).toEqual([
      `| ${expected} | b |`,
      '| :-- | --: |',
      `| ${expected} | 1 |`,
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { lineSpec, looksOf } from '../src/charts/from-lines.ts';
import { lookOf } from '../src/client/looks.ts';
import { numberText, percentDomain } from '../src/client/numbers.ts';
import { compareKeys } from '../src/client/sort-keys.ts';
import { sectionsOf } from '../src/markdown/parse.ts';
import { renderMarkdown, renderSentence } from '../src/markdown/render.ts';
import { shortened } from '../src/pages/claims.tsx';
import { saidIn } from '../src/pages/front.tsx';
import { columnOf } from '../src/parts/number-text.ts';
import { toneOf } from '../src/parts/verdict.tsx';
import { createIndex } from '../src/search/index.ts';

test.each([
  [-0.0000001, '−1e−7'],
  [-0, '0'],
  [0.30000000000000004, '0.3'],
  [97.524, '97.52'],
  [1234567, '1.235e6'],
  [-12.5, '−12.5'],
])('%d is shown as %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

test.each([
  [
    [undefined, 97.1, 96.9234567],
    ['–', '97.100', '96.923'],
  ],
  [
    [-1e-12, -0, 0.5],
    ['−1e−12', '0.0', '0.5'],
  ],
  [
    [1234567, 3],
    ['1.2346e6', '3'],
  ],
])('%j is measured as %j', (values, texts) => {
  expect(columnOf(values)).toEqual(texts);
});

test.each([
  [[96, 99.9], 100],
  [[99, 100], 100],
  [[0, 40], 50],
])('an axis around %j ends at %d', (values, end) => {
  const [low, high] = percentDomain(values);
  expect(low).toBeGreaterThanOrEqual(0);
  expect(low).toBeLessThanOrEqual(values[0]!);
  expect(high).toBe(end);
});

test('more than ten series differ in colour, dash or mark; the control is grey everywhere', () => {
  const names = Array.from({ length: 32 }, (_, i) => `rule ${i}`);
  const looks = looksOf(['control', ...names]).map(lookOf);
  expect(new Set(looks.map((look) => JSON.stringify(look))).size).toBe(33);
  expect(looks[0]!.colour).toBe('var(--control)');
  expect(looksOf(['b', 'random-features'], ['a', 'random-features', 'b']).map(({ look }) => look)).toEqual([
    1,
    'control',
  ]);
  for (const [i, look] of looks.entries()) {
    const next = looks[i + 1];
    if (i === 0 || !next) continue;
    expect([look.colour, look.dash, look.mark].filter((each) => Object.values(next).includes(each))).toEqual(
      [],
    );
  }
});

test('a chart keeps points that can be drawn, and says which are doubtful', () => {
  const spec = lineSpec({
    points: [
      { series: 'a', x: 1, y: Number.NaN },
      { series: 'a', x: 2, y: 3.123456789, interval: [3, 4], doubtful: true },
    ],
    title: 't',
    description: 'd',
    xLabel: 'x',
    yLabel: 'y',
  });
  expect(spec.points).toEqual([[0, 2, 3.1235, 3, 4]]);
  expect(spec.doubtful).toEqual([0]);
});

test.each([
  ['rohrbein', ['a.html']],
  ['perturb', ['b.html#x', 'a.html']],
  ['perturbatoin weight', ['b.html#x']],
  ['hebbian-wp/bp-head', ['c.html']],
  ['nothing of it', []],
])('a search for %s finds %j', (words, paths) => {
  const find = createIndex([
    ['a.html', 'Guide', 'Guides', 'Röhrbein on perturbations of weights'],
    ['b.html#x', 'Weight perturbation', 'Guide', ''],
    ['c.html', 'proposed, MNIST 1ᵃ', 'Table 1', 'table1/mnist/free/1-layer/hebbian-wp/bp-head'],
  ]);
  expect(find(words).map(({ path }) => path)).toEqual(paths);
});

test('what is missing is last, whichever way the order goes', () => {
  const cells = ['2', '–', '10', '−3', '< 0.001'];
  const order = (down: boolean): string => cells.toSorted((a, b) => compareKeys(a, b, down)).join(' ');
  expect(order(false)).toBe('−3 < 0.001 2 10 –');
  expect(order(true)).toBe('10 2 < 0.001 −3 –');
});

describe('Markdown', () => {
  const context = {
    resolve: (href: string): string | undefined => (href.startsWith('known') ? `@/${href}` : undefined),
    evidence: ({ row, column }: { row: string; column: string }): string | undefined =>
      row === 'r' && column !== 'word' ? `@/cell-${column}` : undefined,
  };
  const { html, title, headings } = renderMarkdown(
    '# A `title`\n\n## Same\n\n## Same\n\n[a](known.md) [b](unknown.ts)\n\n| x | n | word |\n| :-- | --: | :-- |\n| r | 1.5 | w |\n| s | 2 | w |\n',
    context,
  );

  test('headings have the ids that links to them expect', () => {
    expect(title).toBe('A title');
    expect(headings.map(({ id }) => id)).toEqual(['same', 'same-1']);
  });

  test('links lead to what the site has, or are none', () => {
    expect(html).toContain('<a href="@/known.md">a</a>');
    expect(html).toContain('<span>b</span>');
  });

  test('numbers lead to their cells, rows have heads', () => {
    expect(html).toContain('<th scope="row"><a href="@/cell-">r</a></th>');
    expect(html).toContain('<td class="num"><a href="@/cell-n">1.5</a></td>');
    expect(html).toContain('<th scope="row">s</th>');
    expect(html.match(/<a /g)).toHaveLength(3);
  });

  test('where all of a row is of one cell, one link stands for all', () => {
    const row = (evidence: (place: { column: string }) => string | undefined): string =>
      renderMarkdown('| x | n | m |\n| :-- | --: | --: |\n| r | 1 | 2 |\n', { ...context, evidence }).html;
    expect(row(() => '@/one')).toContain(
      '<tr class="linked">\n<th scope="row"><a href="@/one">r</a></th>\n<td class="num">1</td>',
    );
    expect(row(({ column }) => (column === 'm' ? '@/other' : '@/one')).match(/<a /g)).toHaveLength(3);
    expect(row(({ column }) => (column === 'm' ? undefined : '@/one')).match(/<a /g)).toHaveLength(2);
  });

  test('its parts are plain text below their headings', () => {
    expect(sectionsOf('# T\n\nAbove `x`.\n\n## A **b**\n\n| c |\n| -- |\n| d |\n')).toEqual([
      { heading: undefined, text: 'Above x.' },
      { heading: { level: 2, text: 'A b', id: 'a-b' }, text: 'c d' },
    ]);
  });

  test('a number is not broken between its thousands', () => {
    expect(renderSentence('after 4000 and 16 000, 3 20 <b>')).toBe(
      'after 4000 and 16\u00a0000, 3 20 &lt;b&gt;',
    );
  });

  test('backticks are code in a sentence', () => {
    expect(renderSentence('the `paper` preset')).toBe('the <code>paper</code> preset');
  });
});

test('a long finding is its number first', () => {
  expect(shortened('41.75 ± 1.36 % (mean of 20 draws, which lie between 37.1 and 46.2)')).toEqual({
    head: '41.75 ± 1.36 %',
    rest: '(mean of 20 draws, which lie between 37.1 and 46.2)',
  });
  expect(shortened('97.52 ± 0.21').rest).toBe('');
});

test('the README’s findings are found', () => {
  expect(saidIn('x\n\n- no\n\n- **One** is.\n- **Two** are.\n\n- **Three**')).toBe(
    '- **One** is.\n- **Two** are.\n',
  );
  expect(saidIn('nothing')).toBeUndefined();
});

test.each([
  ['reproduced by choice of the hidden training', 'holds'],
  ['not reproduced; nearly holds', 'fails'],
  ['not run yet', 'open'],
  ['undecided: one seed, where it holds', 'open'],
  ['above the paper', 'above'],
])('%s is %s', (verdict, tone) => {
  expect(toneOf(verdict)).toBe(tone);
});

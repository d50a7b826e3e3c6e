import fc from 'fast-check';
import { decode } from 'fast-png';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { spread } from '../src/spread.ts';
import { SERIES_COLOURS } from '../src/svg.ts';
import { imageGrid, lineChart } from '../src/figures.ts';
import { escapeHtml, htmlPage, markdownTable, PAGE_COLOURS, terminalTable, toCsv } from '../src/index.ts';

/** RFC 4180, for reading back what was written. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const pattern = /("(?:[^"]|"")*"|[^,\n]*)(,|\n)/g;
  let row: string[] = [];
  for (const [, field, end] of text.matchAll(pattern)) {
    row.push(field!.startsWith('"') ? field!.slice(1, -1).replaceAll('""', '"') : field!);
    if (end === '\n') rows.push(row.splice(0));
  }
  return rows;
}

describe('CSV', () => {
  test('what is written is read', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', 'ᵃ') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const text = toCsv(
          ['x', 'y'],
          rows.map(([x, y]) => ({ x, y })),
        );
        expect(parseCsv(text)).toEqual([['x', 'y'], ...rows]);
      }),
    );
  });

  test('what is missing is empty', () => {
    expect(toCsv(['a', 'b'], [{ a: 1, b: undefined }])).toBe('a,b\n1,\n');
  });
});

describe('tables', () => {
  test('Markdown escapes what would end a cell', () => {
    expect(markdownTable(['a', 'b'], [['x|y', 'two\nlines']])).toBe(
      '| a | b |\n| :-- | :-- |\n| x\\|y | two lines |',
    );
  });

  test.each([
    { where: 'in Markdown', draw: () => markdownTable(['a', 'b'], [['1', '2', '3']]) },
    { where: 'in a terminal', draw: () => terminalTable(['a', 'b'], [['1']], { width: 80, colour: false }) },
    {
      where: 'on a page',
      draw: () =>
        htmlPage('t', [
          {
            heading: 'h',
            parts: [{ kind: 'table', caption: 'c', columns: ['a', 'b'], rows: [['1', '2', '3']] }],
          },
        ]),
    },
  ])('$where, a row with more or fewer cells than columns is refused', ({ draw }) => {
    expect(draw).toThrow(/2 columns \(a, b\) has a row of/);
  });

  test.each([
    { cells: ['1', '2.5 ± 0.1'], rule: '--:' },
    { cells: ['–', '× 3', 'same'], rule: '--:' },
    { cells: ['pnpm bench', 'all presets', ''], rule: ':--' },
    { cells: ['', ''], rule: '--:' },
  ])('in Markdown, a column of $cells is aligned $rule', ({ cells, rule }) => {
    const rows = cells.map((cell) => ['x', cell]);
    expect(markdownTable(['a', 'b'], rows).split('\n')[1]).toBe(`| :-- | ${rule} |`);
  });

  test('a terminal’s table is as narrow as it must be', () => {
    const text = terminalTable(
      ['cell', 'n'],
      [
        ['a-very-long-name-indeed', '1'],
        ['b', '22'],
      ],
      { width: 20, colour: false },
    );
    expect(text.split('\n')).toEqual([
      'cell               n',
      'a-very-long-name-indeed',
      '                   1',
      'b                 22',
    ]);
  });

  test('colour is there only where it is wanted', () => {
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    const escapes = /\u001b\[/;
    expect(terminalTable(['a'], [], { width: 80, colour: true })).toMatch(escapes);
    expect(terminalTable(['a'], [], { width: 80, colour: false })).not.toMatch(escapes);
  });
});

const POINTS = ['one', 'two'].flatMap((series) => [1, 10, 100].map((x) => ({ series, x, y: x / 2 })));

describe('the chart', () => {
  const svg = lineChart({
    points: POINTS,
    title: 'A <title>',
    description: 'What & how',
    xLabel: 'x',
    yLabel: 'y',
    logarithmicX: true,
  });

  test('is an SVG file with a text alternative', () => {
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('<title>A &lt;title&gt;</title>');
    expect(svg).toContain('<desc>What &amp; how</desc>');
    expect(svg).toContain('role="img"');
    expect(svg).not.toContain('aria-label');
  });

  test('has a line and a name for each series', () => {
    const { document } = parseHTML(`<!doctype html><body>${svg}</body>`);
    expect(document.querySelectorAll('[data-mark="line"] path')).toHaveLength(2);
    expect([...document.querySelectorAll('[data-mark="text"] text')].map((each) => each.textContent)).toEqual(
      ['one', 'two'],
    );
  });

  test('is the same each time', () => {
    const again = lineChart({
      points: POINTS,
      title: 'A <title>',
      description: 'What & how',
      xLabel: 'x',
      yLabel: 'y',
      logarithmicX: true,
    });
    expect(again).toBe(svg);
  });
});

describe('what others reported', () => {
  const plain = { points: POINTS, title: 't', description: 'd', xLabel: 'x', yLabel: 'y' };
  const { document } = parseHTML(
    `<!doctype html><body>${lineChart({
      ...plain,
      references: [
        { label: 'they say', from: [10, 10], to: [10, 40], series: 'two' },
        { label: 'stable', from: [1, 30], to: [100, 30] },
      ],
    })}</body>`,
  );

  test('is drawn dashed, in the colour of its line, with its label', () => {
    const dashed = [...document.querySelectorAll('[stroke-dasharray]')];
    expect(dashed.map((each) => each.getAttribute('stroke'))).toEqual([SERIES_COLOURS[1], 'currentColor']);
    const texts = [...document.querySelectorAll('text')].map((each) => each.textContent);
    expect(texts).toEqual(expect.arrayContaining(['they say', 'stable']));
  });

  test('is drawn only where there is any', () => {
    expect(lineChart(plain)).not.toContain('stroke-dasharray');
  });
});

describe('contrast', () => {
  /** Relative luminance of WCAG 2. */
  const luminance = (colour: string): number =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
      const channel = Number.parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
      return sum + weight * (channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
    }, 0);
  const contrast = (a: string, b: string): number => {
    const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
    return (light + 0.05) / (dark + 0.05);
  };

  test('is what WCAG defines', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  test.each(Object.entries(PAGE_COLOURS))('is enough for texts and lines in %s mode', (_, colours) => {
    for (const text of [colours.ink, colours.link])
      for (const ground of [colours.ground, colours.soft])
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    for (const colour of SERIES_COLOURS) expect(contrast(colour, colours.ground)).toBeGreaterThanOrEqual(3);
  });

  test('the colours of the lines differ', () => {
    expect(new Set(SERIES_COLOURS).size).toBe(SERIES_COLOURS.length);
  });
});

describe('the page', () => {
  const nasty = '<script>alert("1")</script>';
  const page = htmlPage(nasty, [
    {
      heading: nasty,
      parts: [
        { kind: 'text', text: nasty },
        {
          kind: 'table',
          caption: nasty,
          columns: ['name', nasty],
          rows: [[nasty, '1']],
          csv: { name: nasty, content: 'a\n' },
        },
        { kind: 'figure', svg: '<svg></svg>', caption: nasty, csv: { name: 'x.csv', content: 'a,"b"\n' } },
        { kind: 'list', items: [nasty] },
        {
          kind: 'gallery',
          caption: nasty,
          pictures: [{ png: Uint8Array.of(1), title: nasty, description: nasty }],
        },
      ],
    },
  ]);

  test('escapes everything that it is given', () => {
    const { document } = parseHTML(page);
    expect(document.querySelectorAll('script')).toHaveLength(1);
    expect(document.querySelector('h2')!.textContent).toBe(nasty);
    expect(document.querySelector('td')!.textContent).toBe('1');
    expect(escapeHtml(`&<>"'`)).toBe('&amp;&lt;&gt;&quot;&#39;');
  });

  test('needs no other file and no network', () => {
    const { document } = parseHTML(page);
    for (const element of document.querySelectorAll('[src], link'))
      expect(element.getAttribute('src')).toBe('data:image/png;base64,AQ==');
    expect(page).not.toMatch(/https?:\/\//);
    expect([...document.querySelectorAll('a[download]')]).toHaveLength(2);
    expect(document.querySelector('figure a')!.getAttribute('href')).toBe(
      'data:text/csv;charset=utf-8,a%2C%22b%22%0A',
    );
  });
});

test('a long page has a table of contents, whose links lead to its sections', () => {
  const sections = (count: number): Parameters<typeof htmlPage>[1] =>
    Array.from({ length: count }, (_, i) => ({ heading: `Part ${i}`, parts: [] }));
  const { document } = parseHTML(htmlPage('t', sections(5)));
  const links = [...document.querySelectorAll('nav a')];
  expect(links).toHaveLength(5);
  for (const link of links)
    expect(document.querySelector(link.getAttribute('href')!)!.textContent).toBe(link.textContent);
  expect(parseHTML(htmlPage('t', sections(2))).document.querySelector('nav')).toBeNull();
});

describe('labels', () => {
  const place = fc.double({ min: 0, max: 400, noNaN: true });

  test('do not cover each other, keep their order and stay inside where they fit', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 12 }), (places) => {
        const spreadOut = spread(places, 16, [0, 400]);
        const order = places.map((_, i) => i).toSorted((a, b) => places[a]! - places[b]!);
        order.slice(1).forEach((each, i) => {
          expect(spreadOut[each]! - spreadOut[order[i]!]!).toBeGreaterThanOrEqual(16 - 1e-9);
        });
        for (const each of spreadOut) {
          expect(each).toBeGreaterThanOrEqual(-1e-9);
          expect(each).toBeLessThanOrEqual(400 + 1e-9);
        }
      }),
    );
  });

  test.each([
    { places: [10, 100], spreadOut: [10, 100] },
    { places: [50, 50], spreadOut: [42, 58] },
    { places: [100, 10, 104], spreadOut: [94, 10, 110] },
    { places: [], spreadOut: [] },
  ])('$places stand at $spreadOut', ({ places, spreadOut }) => {
    expect(spread(places, 16)).toEqual(spreadOut);
  });
});

test('a grid of images is a PNG that reads back', () => {
  const pixels = Uint8Array.from({ length: 3 * 4 * 3 }, (_, i) => i);
  const { width, height, channels, data } = decode(
    imageGrid({ shape: { height: 2, width: 2, channels: 3 }, pixels, columns: 2, zoom: 1 }),
  );
  // Two columns and two rows of 2 × 2 with gaps of 2.
  expect({ width, height, channels }).toEqual({ width: 10, height: 10, channels: 3 });
  const at = (x: number, y: number): number[] => [...data.subarray((y * 10 + x) * 3, (y * 10 + x) * 3 + 3)];
  expect(at(2, 2)).toEqual([0, 1, 2]);
  expect(at(7, 3)).toEqual([21, 22, 23]);
  expect(at(2, 6)).toEqual([24, 25, 26]);
  expect(at(0, 0)).toEqual([128, 128, 128]);
  expect(at(7, 7)).toEqual([128, 128, 128]);
});

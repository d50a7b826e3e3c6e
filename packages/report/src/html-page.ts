import { escapeHtml } from './escape.ts';
import { checkShape, isOfWords } from './tables.ts';

/** A table of a page. */
export interface PageTable {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The table's data for download, with more digits or columns than it shows. */
  readonly csv?: CsvDownload;
}

/** A CSV file within a page. */
export interface CsvDownload {
  readonly name: string;
  readonly content: string;
}

/** A figure of a page. */
export interface PageFigure {
  readonly kind: 'figure';
  /** SVG, with a title and a description of its own. */
  readonly svg: string;
  readonly caption: string;
  /** The figure's data for download. */
  readonly csv: CsvDownload;
}

/** A paragraph of a page. */
export interface PageText {
  readonly kind: 'text';
  readonly text: string;
}

/** A list of sentences of a page. */
export interface PageList {
  readonly kind: 'list';
  readonly items: readonly string[];
}

/** Pictures side by side, each with its name. */
export interface PageGallery {
  readonly kind: 'gallery';
  readonly caption: string;
  /** The pictures' data for download. */
  readonly csv?: CsvDownload;
  readonly pictures: readonly {
    readonly png: Uint8Array;
    readonly title: string;
    /** For those who do not see the picture: what it shows. */
    readonly description: string;
  }[];
}

/** What a page is made of. */
export type PagePart = PageTable | PageFigure | PageText | PageList | PageGallery;

/** A part of a page under a heading. */
export interface PageSection {
  readonly heading: string;
  readonly parts: readonly PagePart[];
}

/** One HTML file that needs nothing else: no network, no other file. Works on phones and in dark mode. */
export function htmlPage(title: string, sections: readonly PageSection[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${renderContents(sections)}${sections.map(renderSection).join('\n')}
</main>
<script>${SORT_SCRIPT}</script>
</body>
</html>
`;
}

/** From this many sections on, a page has a table of contents. */
const LONG_PAGE = 4;

function renderContents(sections: readonly PageSection[]): string {
  if (sections.length < LONG_PAGE) return '';
  const links = sections.map(({ heading }, i) => `<li><a href="#s${i + 1}">${escapeHtml(heading)}</a></li>`);
  return `<nav aria-label="Contents">\n<ul>\n${links.join('\n')}\n</ul>\n</nav>\n`;
}

function renderSection({ heading, parts }: PageSection, index: number): string {
  return `<section>\n<h2 id="s${index + 1}">${escapeHtml(heading)}</h2>\n${parts.map((part) => renderPart(part, heading)).join('\n')}\n</section>`;
}

function renderPart(part: PagePart, heading: string): string {
  switch (part.kind) {
    case 'text':
      return `<p>${escapeHtml(part.text)}</p>`;
    case 'list':
      return `<ul>\n${part.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'figure':
      return `<figure>\n<div class="scroll chart" tabindex="0" role="region" aria-label="${escapeHtml(`Chart: ${heading}: ${part.caption}`)}">\n${part.svg}</div>\n<figcaption>${escapeHtml(part.caption)} ${renderDownload(part.csv)}</figcaption>\n</figure>`;
    case 'gallery':
      return renderGallery(part);
    case 'table':
      return renderTable(part);
  }
}

function renderDownload({ name, content }: CsvDownload): string {
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(content)}`;
  return `<a download="${escapeHtml(name)}" href="${href}">Data (CSV<span class="unseen">: ${escapeHtml(name)}</span>)</a>`;
}

function renderGallery({ caption, pictures, csv }: PageGallery): string {
  const figures = pictures.map(
    ({ png, title, description }) =>
      `<figure><img src="data:image/png;base64,${Buffer.from(png).toString('base64')}" alt="${escapeHtml(description)}"><figcaption>${escapeHtml(title)}</figcaption></figure>`,
  );
  return `<div class="gallery">\n${figures.join('\n')}\n</div>\n<p>${escapeHtml(caption)}${csv ? ` ${renderDownload(csv)}` : ''}</p>`;
}

function renderTable({ caption, columns, rows, csv }: PageTable): string {
  checkShape(columns, rows);
  const classOf = columns.map((_, i) => (i > 0 && isOfWords(rows, i) ? ' class="words"' : ''));
  const head = columns.map(
    (column, i) =>
      `<th scope="col"${classOf[i]}><button type="button">${escapeHtml(column === '' ? NAMELESS : column)}</button></th>`,
  );
  const body = rows.map((row) => {
    const cells = row.map((cell, i) =>
      i === 0 ? `<th scope="row">${escapeHtml(cell)}</th>` : `<td${classOf[i]}>${escapeHtml(cell)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}">
<table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</div>${csv ? `\n<p>${renderDownload(csv)}</p>` : ''}`;
}

/** A heading is what a table is sorted by: it needs a text. */
const NAMELESS = 'name';

/** Colours of the page: ground, text, links, and what lies between them, in light and in dark mode. */
export const PAGE_COLOURS = {
  light: { ground: '#ffffff', ink: '#1b1f24', link: '#0b57a4', soft: '#f3f5f7', line: '#d0d4da' },
  dark: { ground: '#16191d', ink: '#e6e9ed', link: '#7db7f0', soft: '#22272e', line: '#3a4048' },
} as const;

function variables(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');
}

const STYLE = `
:root { color-scheme: light dark; ${variables(PAGE_COLOURS.light)} }
@media (prefers-color-scheme: dark) {
  :root { ${variables(PAGE_COLOURS.dark)} }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 64rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; }
h2 { font-size: 1.2rem; margin-top: 2.5rem; }
p, li { max-width: 46rem; }
ul { padding-left: 1.2rem; }
li { margin: .25rem 0; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: .6rem 0; border-block: 1px solid var(--line); }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.scroll { overflow-x: auto; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .88rem; }
caption { text-align: left; padding: .4rem 0; }
th, td { padding: .3rem .5rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th[scope=row], thead th:first-child { text-align: left; font-weight: 500; }
.words { text-align: left; }
tbody tr:hover { background: var(--soft); }
thead button { all: unset; cursor: pointer; font-weight: 600; }
thead button:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
thead button::after { content: " ↕"; opacity: .45; }
th[aria-sort=ascending] button::after { content: " ↑"; opacity: 1; }
th[aria-sort=descending] button::after { content: " ↓"; opacity: 1; }
figure { margin: 1rem 0; }
/* On a phone a chart keeps a size at which it can be read, and scrolls. */
.chart svg { display: block; width: 760px; min-width: 600px; max-width: 100%; height: auto; }
figure img { max-width: 100%; height: auto; image-rendering: pixelated; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; }
.gallery figure { margin: 0; }
figcaption { max-width: 46rem; font-size: .92rem; margin-top: .4rem; }
`;

// Sorts a table by the column whose heading is pressed: numbers as numbers, what is missing last.
const SORT_SCRIPT = `
for (const table of document.querySelectorAll('table')) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => head.firstChild.addEventListener('click', () => {
    const down = head.getAttribute('aria-sort') === 'ascending';
    heads.forEach((each) => each.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const key = (row) => row.cells[column].textContent.trim();
    const rows = [...table.tBodies[0].rows].sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      const [m, n] = [x, y].map((text) => parseFloat(text.replace(/^[<>≈] */, '').replace('−', '-')));
      if (Number.isNaN(m) !== Number.isNaN(n)) return Number.isNaN(m) ? 1 : -1;
      const order = Number.isNaN(m) ? x.localeCompare(y) : m - n;
      return down ? -order : order;
    });
    table.tBodies[0].append(...rows);
  }));
}
`;

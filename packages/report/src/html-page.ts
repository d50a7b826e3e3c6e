import { escapeHtml } from './escape.ts';
import type { CsvDownload, PageGallery, PagePart, PageSection, PageTable } from './page-parts.ts';
import { SORT_SCRIPT } from './page-sort.ts';
import { PAGE_STYLE } from './page-style.ts';
import { checkShape, isOfWords } from './tables.ts';

/** One HTML file that needs nothing else: no network, no other file. Works on phones and in dark mode. */
export function htmlPage(title: string, sections: readonly PageSection[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
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

import { escapeHtml } from '@hebbench/report';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { lineSpec } from '../charts/from-lines.ts';
import { renderMarkdown, type MarkdownContext, type RenderedMarkdown } from '../markdown/render.ts';
import type { SiteLinks } from '../markdown/links.ts';
import { evidenceOf } from '../model/evidence.ts';
import { widthOf } from '../model/halved.ts';
import type { SiteReport } from '../model/types.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { Chart } from '../parts/chart.tsx';
import { Contents } from '../parts/contents.tsx';
import { Prose } from '../parts/prose.tsx';
import { HeadlineTable } from './headline-table.tsx';
import type { Page } from './page.ts';

/** A report of a suite: its tables with a link from each number, its charts with values, its files. */
export function reportPage(report: SiteReport, links: SiteLinks): Page {
  const { path, title, folder, charts } = report;
  return {
    path,
    title,
    description: `${folder.suite.title}, scale ${folder.scale}, ${folder.data} data.`,
    section: 'results',
    wide: true,
    charts: charts.size > 0,
    body: () => <Report report={report} rendered={renderReport(report, links)} />,
  };
}

function Report({
  report,
  rendered,
}: {
  readonly report: SiteReport;
  readonly rendered: RenderedMarkdown;
}): VNode {
  const { title, slug, files, folder } = report;
  const tables = [...files.keys()].filter((name) => name.endsWith('.csv'));
  return (
    <>
      <Crumbs above={[{ path: 'results/index.html', title: 'Results' }]} here={title} />
      <h1>{rendered.title ?? title}</h1>
      <p class="files">
        {folder.suite.title}. Files:{' '}
        {tables.map((name) => (
          <>
            <a href={`@/results/${slug}/${name}`} download="">
              {name}
            </a>{' '}
          </>
        ))}
      </p>
      {isTable(report) && <HeadlineTable report={report} />}
      <Contents headings={rendered.headings} />
      <Prose html={rendered.html} />
    </>
  );
}

/** How large a pixel of a picture of weights is shown. */
const SHOWN = 3;

/** Whether a report is laid out as the paper's Table 1, which the site shows in its own way. */
function isTable({ folder, experiments }: SiteReport): boolean {
  return folder.suite.name === 'table1' && !experiments;
}

/** The first table of a report with the sentence above it. */
const FIRST_TABLE = /^[^#|\n].*\n\n\| rule \|.*\n(?:\|.*\n?)*/m;

/** The table of commands at the end of a report: on the site each cell's page has its own. */
const COMMANDS = /^\| (?:cell|changed) \| command \|\n(?:\|.*\n?)*/m;
const EACH_CELL = 'The page of each cell has the command that repeats it.\n';

/** A report in Markdown with charts in place of its pictures of them. */
export function renderReport(report: SiteReport, links: SiteLinks): RenderedMarkdown {
  const { folder, summary } = report;
  const evidence = evidenceOf(report);
  const from = `reports/${folder.suite.name}/${folder.scale}-${folder.data}/summary.md`;
  const context: MarkdownContext = {
    resolve: (href) => links(href, from),
    picture: (src, text) => pictureOf(report, src, text),
    evidence: (place) => {
      const cell = evidence(place);
      return cell && `@/${cell.path}`;
    },
    sortable: true,
  };
  const text = isTable(report) ? summary.replace(FIRST_TABLE, '') : summary;
  return renderMarkdown(text.replace(COMMANDS, EACH_CELL), context);
}

function pictureOf({ charts, files, slug }: SiteReport, src: string, text: string): string | undefined {
  const chart = charts.get(src);
  if (chart) {
    const csv = [...files.keys()].find((name) => name.endsWith('.csv'));
    return renderToString(
      <Chart
        spec={lineSpec(chart)}
        caption={text}
        description={chart.description}
        csv={csv && `@/results/${slug}/${csv}`}
      />,
    );
  }
  const picture = files.get(src);
  if (picture === undefined) return undefined;
  const width = typeof picture === 'string' ? '' : ` width="${SHOWN * widthOf(picture)}"`;
  return `<img src="@/results/${escapeHtml(slug)}/${escapeHtml(src)}" alt="${escapeHtml(text)}"${width} loading="lazy">`;
}

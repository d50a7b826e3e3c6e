import {
  entryResults,
  networkTitle,
  reportFolders,
  resultsIn,
  SUITES,
  type InstalledRule,
  type ReportFolder,
  type SuiteResults,
} from '@hebbench/benchmarks/published';
import { aggregate, type CellResult } from '@hebbench/report';
import { recordCharts } from '@hebbench/report/figures';
import { titleOf } from '../markdown/render.ts';
import { halved } from './halved.ts';
import type { SiteCell, SiteReport } from './types.ts';

/** Settings of {@link loadReports}. */
export interface LoadOptions {
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** Whether these are a user's own runs. */
  readonly own: boolean;
  /** Told of what is left out. */
  readonly warn: (message: string) => void;
}

/**
 * The reports below a folder, made from their records; a suite without a record is left out.
 * @param out - folder of reports, or of runs
 */
export async function loadReports(out: string, options: LoadOptions): Promise<SiteReport[]> {
  const reports: SiteReport[] = [];
  for (const folder of reportFolders(out, SUITES, !options.own)) {
    const report = await loadReport(folder, options);
    if (report) reports.push(report);
  }
  return reports;
}

async function loadReport(
  folder: ReportFolder,
  { rules, own, warn }: LoadOptions,
): Promise<SiteReport | undefined> {
  const results = resultsIn(folder, rules, warn);
  if (results.records.length === 0) return undefined;
  const { files, charts } = await recordCharts(() => folder.suite.report(results));
  const { suite, scale, data } = folder;
  const slug = `${own ? 'own-' : ''}${suite.name}-${scale}-${data}`.replaceAll('+', '_');
  const summary = String(files.get('summary.md') ?? '');
  const report = {
    slug,
    title: shortTitle(summary, folder, own),
    path: `results/${slug}.html`,
    own,
    folder,
    results,
    summary,
    files: siteFilesOf(files, summary),
    charts,
  };
  // A cell refers to its report, and the report to its cells.
  const cells: SiteCell[] = [];
  const whole: SiteReport = { ...report, cells };
  cells.push(...cellsOf(whole));
  return whole;
}

/** Tables for spreadsheets, and the pictures that the report shows. */
function siteFilesOf(
  files: ReadonlyMap<string, string | Uint8Array>,
  summary: string,
): Map<string, string | Uint8Array> {
  return new Map(
    [...files].flatMap(([name, content]): [string, string | Uint8Array][] => {
      if (name.endsWith('.csv')) return [[name, content]];
      if (!summary.includes(`](${name})`)) return [];
      return [[name, typeof content === 'string' ? content : halved(content)]];
    }),
  );
}

/** `Table 1, scale paper`: what the report calls itself, in short. */
function shortTitle(summary: string, { suite, scale, data }: ReportFolder, own: boolean): string {
  const heading = titleOf(summary) ?? suite.title;
  const name = heading.replace(/, scale .*$/, '').replace(/:.*$/, '');
  return `${own ? 'Your runs: ' : ''}${name}, scale ${scale}${data === 'real' ? '' : `, ${data} data`}`;
}

function cellsOf(report: SiteReport): SiteCell[] {
  const { results, slug } = report;
  const titles = cellTitles(results);
  return aggregate(results.cells, results.records)
    .filter(({ records, failures }) => records.length + failures.length > 0)
    .map((result): SiteCell => {
      const { id } = result.cell;
      return {
        id,
        path: `cells/${slug}/${fileName(id)}.html`,
        title: titles.get(id) ?? plainTitle(result),
        report,
        result,
      };
    });
}

/** The script that holds a report's records, from the root of the site. */
export function recordsPath(slug: string): string {
  return `results/${slug}/records.js`;
}

/** The part of a cell's id after the suite, as the name of a file. */
function fileName(id: string): string {
  return id.split('/').slice(1).join('--').replaceAll('+', '_');
}

/** What cells of Table 1 are called by their row and column. */
function cellTitles(results: SuiteResults): Map<string, string> {
  const entries = results.cells.some(({ suite }) => suite === 'table1') ? entryResults(results) : [];
  return new Map(
    entries
      .filter(({ repeats }) => !repeats)
      .map(({ cell, row, column }) => [cell.id, `${row.title}, ${column.title}`]),
  );
}

/** Network and what else the cell's id says, e.g. `K&H, n = 4.5: few-shot-all, mnist, nonneg`. */
function plainTitle({ cell }: CellResult): string {
  const own = new Set([cell.rule, cell.head, cell.suite]);
  const rest = cell.id.split('/').filter((part) => !own.has(part));
  return `${networkTitle(cell)}: ${rest.join(', ')}`;
}

import {
  experimentFiles,
  reportFolders,
  resultsIn,
  storedExperiments,
  SUITES,
  type InstalledRule,
  type ReportFolder,
} from '@hebbench/benchmarks/published';
import { HebbenchError } from '@hebbench/core/basics';
import { recordCharts } from '@hebbench/report/figures';
import { titleOf } from '../markdown/parse.ts';
import { withCells } from './cells.ts';
import { halved } from './halved.ts';
import type { SiteReport } from './types.ts';

/** Settings of {@link loadReports}. */
export interface LoadOptions {
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** Whether these are a user's own runs. */
  readonly own: boolean;
  /** Told of what is left out. */
  readonly warn: (message: string) => void;
}

/**
 * The reports below a folder, made from their records; a suite without a record is left out. Of a user's own runs,
 * experiments with a suite's cells are reports as well.
 * @param out - folder of reports, or of runs
 */
export async function loadReports(out: string, options: LoadOptions): Promise<SiteReport[]> {
  const reports: SiteReport[] = [];
  for (const folder of reportFolders(out, SUITES, !options.own)) {
    try {
      const report = await loadReport(folder, options);
      if (report) reports.push(report);
      const experiments = options.own ? loadExperiments(folder, report, options) : undefined;
      if (experiments) reports.push(experiments);
    } catch (error) {
      // One folder of a user's that cannot be read, as of a set that nothing is known of, costs its own place.
      if (!options.own || !(error instanceof HebbenchError)) throw error;
      options.warn(error.message);
    }
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
  const slug = slugOf(folder, own);
  const summary = String(files.get('summary.md') ?? '');
  return withCells({
    slug,
    title: shortTitle(summary, folder, own),
    path: `results/${slug}.html`,
    own,
    folder,
    results,
    summary,
    files: siteFilesOf(files, summary),
    charts,
  });
}

/** Cells of a suite with something changed in them, beside the report with those that they change. */
function loadExperiments(
  folder: ReportFolder,
  base: SiteReport | undefined,
  { rules, warn }: LoadOptions,
): SiteReport | undefined {
  const { suite, scale, data, directory } = folder;
  const results = storedExperiments({ suite, scale, data, directory, rules, warn });
  if (results.records.length === 0) return undefined;
  const files = experimentFiles(results);
  const slug = `${slugOf(folder, true)}-experiments`;
  return withCells({
    slug,
    title: `Your experiments: ${suite.name}, ${scopeOf(folder)}`,
    path: `results/${slug}.html`,
    own: true,
    folder,
    results: { ...results, scale },
    summary: files.get('summary.md')!,
    files: siteFilesOf(files, ''),
    charts: new Map(),
    experiments: true,
    base,
  });
}

/** Unique, and fit for a file name. */
function slugOf({ suite, scale, data }: ReportFolder, own: boolean): string {
  return `${own ? 'own-' : ''}${suite.name}-${scale}-${data}`.replaceAll('+', '_');
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
function shortTitle(summary: string, folder: ReportFolder, own: boolean): string {
  const heading = titleOf(summary) ?? folder.suite.title;
  const name = heading.replace(/, scale .*$/, '').replace(/:.*$/, '');
  return `${own ? 'Your runs: ' : ''}${name}, ${scopeOf(folder)}`;
}

function scopeOf({ scale, data }: ReportFolder): string {
  return `scale ${scale}${data === 'real' ? '' : `, ${data} data`}`;
}

/** The script that holds a report's records, from the root of the site. */
export function recordsPath(slug: string): string {
  return `results/${slug}/records.js`;
}

import type { InstalledRule } from '../rules/discover.ts';
import { openRunStore } from '../store/run-store.ts';
import type { SuiteResults } from '../suite.ts';
import type { ReportFolder } from './report-folders.ts';
import { storedResults } from './stored-results.ts';
import { writeReport } from './write-report.ts';

/** What became of a report that was written again. */
export interface RewrittenReport {
  readonly results: SuiteResults;
  /** Names of its files. */
  readonly files: readonly string[];
}

/**
 * The results that a report's folder holds.
 * @param warn - told of what is left out
 */
export function resultsIn(
  { directory, ...folder }: ReportFolder,
  rules: ReadonlyMap<string, InstalledRule>,
  warn: (message: string) => void,
): SuiteResults {
  return storedResults({ ...folder, store: openRunStore(directory, folder.suite.metrics), rules, warn });
}

/** Writes a report again from its records; `undefined` if it has none. */
export async function rewriteReport(
  folder: ReportFolder,
  rules: ReadonlyMap<string, InstalledRule>,
  warn: (message: string) => void,
): Promise<RewrittenReport | undefined> {
  const results = resultsIn(folder, rules, warn);
  if (results.records.length === 0) return undefined;
  return { results, files: await writeReport(folder.directory, folder.suite, results) };
}

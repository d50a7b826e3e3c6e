import { HebbenchError, unknownName } from '@hebbench/core';
import { discoverRules } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { SUITES } from '../suites/index.ts';
import { REPORTS, shown } from '../results/folders.ts';
import { messages } from './messages.ts';
import { parseScale } from './options.ts';
import { reportFolders } from '../results/report-folders.ts';
import { resultsIn } from '../results/rewrite-report.ts';
import { writeResults } from './results-text.ts';
import { styleOf } from './terminal.ts';

/**
 * `pnpm bench show [SUITE]`: prints published tables. Nothing is trained, and nothing written.
 * @throws {@link HebbenchError} `UNKNOWN_NAME`; `DATA_MISSING` if no such table is published
 */
export async function showCommand({ suite, scale }: { suite?: string; scale?: string }): Promise<number> {
  const names = SUITES.map(({ name }) => name);
  if (suite !== undefined && !names.includes(suite)) throw unknownName('suite', suite, names);
  const wanted = scale === undefined ? undefined : parseScale(scale);
  const folders = reportFolders(
    REPORTS,
    SUITES.filter(({ name }) => suite === undefined || name === suite),
  ).filter((folder) => wanted === undefined || folder.scale === wanted);
  if (folders.length === 0) throw nothingPublished(suite, scale);
  const { rules, faults } = await discoverRules(findRulePackages());
  faults.forEach(({ message }) => messages.warn(message));
  for (const folder of folders) {
    const text = folder.suite.terminal(
      resultsIn(folder, rules, (message) => messages.warn(message)),
      styleOf(process.stdout),
    );
    writeResults(`${text}\n\nPublished in ${shown(folder.directory)}.\n\n`);
  }
  return 0;
}

function nothingPublished(suite: string | undefined, scale: string | undefined): HebbenchError {
  return new HebbenchError('DATA_MISSING', 'No such table is published.', {
    got: `no report${suite === undefined ? '' : ` of ${suite}`}${scale === undefined ? '' : ` at scale ${scale}`} in ${shown(REPORTS)}`,
    expected: 'a published report',
    fix: 'leave --scale out to see all that is published, or train it: `pnpm bench`',
  });
}

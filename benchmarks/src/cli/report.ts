import { HebbenchError } from '@hebbench/core';
import { join } from 'node:path';
import { discoverRules } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { rewriteSpeedReports } from '../speed/rewrite.ts';
import { SUITES } from '../suites/index.ts';
import { EXPERIMENT_FILES, experimentsText } from '../experiments/report.ts';
import { writeExperiments } from '../results/stored-experiments.ts';
import { experimentsDirectory } from '../run/plan.ts';
import { checkOut } from '../results/folders.ts';
import { messages } from './messages.ts';
import { reportFolders } from '../results/report-folders.ts';
import { rewriteReport } from '../results/rewrite-report.ts';
import { writeResults } from './results-text.ts';
import { styleOf } from './terminal.ts';
import { writtenText } from '../results/write-report.ts';

/**
 * `pnpm bench report`: writes every report again from its stored records, that of speed from its measurements.
 * @throws {@link HebbenchError} `DATA_MISSING` if there is no record, `USAGE` for the folder of published reports
 */
export async function reportCommand({ out }: { out: string }): Promise<number> {
  checkOut(out);
  const { rules, faults } = await discoverRules(findRulePackages());
  faults.forEach(({ message }) => messages.warn(message));
  const warn = (message: string): void => messages.warn(message);
  let written = 0;
  for (const folder of reportFolders(out, SUITES)) {
    const experiments = writeExperiments({ ...folder, rules, warn });
    if (experiments) {
      writeResults(`${experimentsText(experiments, styleOf(process.stdout))}\n\n`);
      messages.info(writtenText(experimentsDirectory(folder.directory), EXPERIMENT_FILES));
      written++;
    }
    const rewritten = await rewriteReport(folder, rules, warn);
    if (!rewritten) continue;
    writeResults(`${folder.suite.terminal(rewritten.results, styleOf(process.stdout))}\n\n`);
    messages.info(writtenText(folder.directory, rewritten.files));
    written++;
  }
  written += rewriteSpeedReports(join(out, 'speed'), warn);
  if (written > 0) return 0;
  throw new HebbenchError('DATA_MISSING', 'There is nothing to report.', {
    got: `no records below ${out}`,
    expected: 'records of an earlier run',
    fix: 'run `pnpm bench` first, or name the folder with --out; `pnpm bench show` prints published tables',
  });
}

import { HebbenchError, SCALES } from '@hebbench/core';
import type { ArgsDef } from 'citty';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { discoverRules } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { reportDirectory } from '../run/plan.ts';
import { openRunStore } from '../store/run-store.ts';
import { SUITES } from '../suites/index.ts';
import { rewriteSpeedReports } from '../speed/rewrite.ts';
import { storedResults } from './stored-results.ts';
import { styleOf } from './terminal.ts';
import { writeReport, writtenText } from './write-report.ts';
import { messages } from './messages.ts';

/** Flags of `pnpm bench report`. */
export const reportArgs = {
  out: { type: 'string', default: 'reports', valueHint: 'DIR', description: 'Folder of the reports' },
} as const satisfies ArgsDef;

/**
 * `pnpm bench report`: writes every report again from its stored records, that of speed from its measurements.
 * @throws {@link HebbenchError} `DATA_MISSING` if there is no record
 */
export async function reportCommand({ out }: { out: string }): Promise<number> {
  const { rules, faults } = await discoverRules(findRulePackages());
  faults.forEach(({ message }) => messages.warn(message));
  let written = 0;
  for (const suite of SUITES) {
    for (const scale of SCALES) {
      for (const data of ['real', 'embedded'] as const) {
        const directory = reportDirectory(out, suite.name, scale, data);
        if (!existsSync(directory)) continue;
        const results = storedResults({ suite, scale, data, store: openRunStore(directory), rules });
        if (results.records.length === 0) continue;
        const files = await writeReport(directory, suite, results);
        process.stdout.write(`${suite.terminal(results, styleOf(process.stdout))}\n\n`);
        messages.info(writtenText(directory, files));
        written++;
      }
    }
  }
  written += rewriteSpeedReports(join(out, 'speed'), (message) => messages.warn(message));
  if (written > 0) return 0;
  throw new HebbenchError('DATA_MISSING', 'There is nothing to report.', {
    got: `no records below ${out}`,
    expected: 'records of an earlier run',
    fix: 'run `pnpm bench` first, or name the folder with --out',
  });
}

import type { InstalledRule } from '../rules/discover.ts';
import type { ChosenData } from '../run/data.ts';
import { reportDirectory, type SuitePlan } from '../run/plan.ts';
import { EXPERIMENT_FILES, experimentsText } from '../experiments/report.ts';
import { askedOf, writeExperiments } from '../results/stored-experiments.ts';
import { storedResults } from '../results/stored-results.ts';
import { writeReport, writtenText } from '../results/write-report.ts';
import type { SuiteResults } from '../suite.ts';
import { messages } from './messages.ts';
import { writeResults } from './results-text.ts';
import { styleOf } from './terminal.ts';

/** What is to do for a suite, and on which images. */
export interface PlannedSuite extends SuitePlan {
  readonly chosen: ChosenData;
}

/** What a command's reports are made of. */
export interface RunReport {
  readonly plans: readonly PlannedSuite[];
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** Whether the command names rules or a number of seeds: then a report shows these. */
  readonly named: boolean;
  /** Whether stdout is kept for JSON. */
  readonly json: boolean;
  /** Folder of all reports. */
  readonly out: string;
}

/** Writes the reports of suites and shows their tables. */
export async function reportSuites({ plans, rules, named, json }: RunReport): Promise<void> {
  const documents = [];
  for (const { selection, store, chosen } of plans) {
    const { key: data, asked: sets } = chosen;
    const { suite, cells, selected } = selection;
    const results = storedResults({
      suite,
      scale: cells[0]!.scale,
      data,
      store,
      published: false,
      rules,
      warn,
      digests: digestsOf(chosen),
      ...(named && { asked: cells }),
      sets,
    });
    documents.push({ suite: suite.name, scale: results.scale, data, records: results.records });
    const files = await writeReport(store.directory, suite, results);
    if (json) continue;
    const style = { ...styleOf(process.stdout), asked: new Set(selected.map(({ id }) => id)) };
    writeResults(`\n${suite.terminal(results, style)}\n\n`);
    warnOfOtherCode(results);
    messages.info(writtenText(store.directory, files));
  }
  if (json) process.stdout.write(`${JSON.stringify(documents, null, 2)}\n`);
}

/** Writes the reports on experiments and shows those that the command asked for. */
export function reportExperiments({ plans, rules, json, out }: RunReport): void {
  const documents = [];
  for (const { selection, store, chosen } of plans) {
    const { key: data, asked: sets } = chosen;
    const { suite, selected } = selection;
    const { scale } = selected[0]!;
    const directory = reportDirectory(out, suite.name, scale, data);
    const stored = writeExperiments({
      suite,
      scale,
      data,
      directory,
      rules,
      warn,
      digests: digestsOf(chosen),
      sets,
    });
    if (!stored) continue;
    const ids = new Set(selected.map(({ id }) => id));
    const records = stored.records.filter(({ cell }) => ids.has(cell.id));
    documents.push({ suite: suite.name, scale, data, records });
    if (json) continue;
    const text = experimentsText(askedOf(stored, selected), styleOf(process.stdout));
    writeResults(`\n${text}\n\n`);
    messages.info(writtenText(store.directory, EXPERIMENT_FILES));
  }
  if (json) process.stdout.write(`${JSON.stringify(documents, null, 2)}\n`);
}

const warn = (message: string): void => messages.warn(message);

function digestsOf({ sets }: ChosenData): Map<string, string> {
  return new Map([...sets].map(([name, { digest }]) => [name, digest]));
}

/** A table is read long before the notes below its report. */
function warnOfOtherCode({ outdated = [], records }: SuiteResults): void {
  if (outdated.length === 0) return;
  messages.warn(
    `${outdated.length} of ${records.length} runs in this table are of other code or settings than today’s: run them again, or see the report for which.`,
  );
}

import { discoverRules, type InstalledRule } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { findRule } from '../rules/registry.ts';
import { chooseData, type ChosenData } from '../run/data.ts';
import { planSuite, type SuitePlan } from '../run/plan.ts';
import { selectCells, withSeeds } from '../run/select.ts';
import type { SuiteResults } from '../suite.ts';
import { SUITES } from '../suites/index.ts';
import { badFlag, parseCount, parseData, parseEngine, parseList, parseScale, parseSeeds } from './options.ts';
import { checkOut } from '../results/folders.ts';
import { withLockedStores } from './locked-stores.ts';
import { failuresText, type Failure } from './failures.ts';
import { runPlans } from './run-plans.ts';
import { storedResults } from '../results/stored-results.ts';
import { styleOf } from './terminal.ts';
import { writeReport, writtenText } from '../results/write-report.ts';
import { openEngine } from '@hebbench/engine';
import { messages } from './messages.ts';

/** Values of the flags of `pnpm bench run`. */
export interface RunFlags {
  readonly filter?: string;
  readonly scale: string;
  readonly data: string;
  readonly 'data-dir'?: string;
  readonly engine: string;
  readonly seeds?: string;
  readonly seed?: string;
  readonly workers?: string;
  readonly rule?: string;
  readonly plugin?: string;
  readonly out: string;
  readonly force: boolean;
  readonly silence: string;
  readonly 'fail-fast': boolean;
  readonly 'dry-run': boolean;
  readonly json: boolean;
}

/**
 * `pnpm bench run`: trains and tests the selected cells and writes their reports.
 * @returns the exit status: 0 if all is well, 1 if a run failed, 130 if the user interrupted
 */
export async function runCommand(flags: RunFlags): Promise<number> {
  const scale = parseScale(flags.scale);
  const engine = parseEngine(flags.engine);
  const data = parseData(flags.data);
  const seeds = parseCount('seeds', flags.seeds);
  const only = parseSeeds(flags.seed);
  if (seeds !== undefined && only) {
    throw badFlag('seed', `${flags.seed} --seeds ${flags.seeds}`, 'one of --seed and --seeds');
  }
  checkOut(flags.out);
  const workers = parseCount('workers', flags.workers);
  const silenceSeconds = parseCount('silence', flags.silence)!;
  const wanted = parseList('rule', flags.rule);
  const { rules, faults } = await discoverRules(findRulePackages(parseList('plugin', flags.plugin)));
  faults.forEach(({ message }) => messages.error(message));
  wanted.forEach((name) => findRule(rules, name));
  const selections = selectCells(SUITES, flags.filter, scale, {
    rules: wanted,
    installed: [...rules.keys()],
    ...(seeds !== undefined && { seeds }),
  }).map((selection) => (only ? withSeeds(selection, only) : selection));
  const datasets = [...new Set(selections.flatMap(({ selected }) => selected.map(({ dataset }) => dataset)))];
  const chosen = await chooseData(datasets, {
    data,
    directory: flags['data-dir'],
    notify: (message) => messages.warn(message),
    download: { onProgress: downloadProgress() },
  });
  const planned = selections.map((selection) =>
    planSuite(selection, {
      out: flags.out,
      data: chosen,
      dataDirectory: flags['data-dir'],
      engine,
      rules,
      force: flags.force,
      onDamaged: ({ message }) => messages.warn(message),
    }),
  );
  if (flags['dry-run']) return dryRun(planned);
  // An engine that is missing is told once, before anything is done, and not once a run.
  if (engine !== 'auto') await openEngine({ engine, threads: 1 });

  const directories = planned.map(({ store }) => store.directory);
  return withLockedStores(directories, async () => {
    const failures: Failure[] = [];
    const outcome = await runPlans(planned, {
      workers,
      failFast: flags['fail-fast'],
      silenceSeconds,
      json: flags.json,
      onFailure: (failure) => failures.push(failure),
    });
    await report(planned, chosen, rules, flags);
    if (failures.length > 0) messages.error(failuresText(failures));
    if (faults.length === 0) return outcome;
    messages.error(`${faults.length === 1 ? 'A package provides' : 'Packages provide'} no rule; see above.`);
    return Math.max(outcome, 1);
  });
}

function dryRun(plans: readonly SuitePlan[]): number {
  for (const { tasks, finished } of plans) {
    for (const { cell, seed } of finished) process.stdout.write(`finished  ${cell.id}  seed ${seed}\n`);
    for (const { cell, seed } of tasks) process.stdout.write(`to run    ${cell.id}  seed ${seed}\n`);
  }
  return 0;
}

async function report(
  plans: readonly SuitePlan[],
  { key: data, sets }: ChosenData,
  rules: ReadonlyMap<string, InstalledRule>,
  flags: RunFlags,
): Promise<void> {
  const documents = [];
  for (const { selection, store } of plans) {
    const { suite, cells, selected } = selection;
    const results = storedResults({
      suite,
      scale: cells[0]!.scale,
      data,
      store,
      published: false,
      rules,
      warn: (message) => messages.warn(message),
      digests: new Map([...sets].map(([name, { digest }]) => [name, digest])),
      ...((flags.rule || flags.seeds) && { asked: cells }),
    });
    documents.push({ suite: suite.name, scale: results.scale, data, records: results.records });
    const files = await writeReport(store.directory, suite, results);
    if (flags.json) continue;
    const style = { ...styleOf(process.stdout), asked: new Set(selected.map(({ id }) => id)) };
    process.stdout.write(`\n${suite.terminal(results, style)}\n\n`);
    warnOfOtherCode(results);
    messages.info(writtenText(store.directory, files));
  }
  if (flags.json) process.stdout.write(`${JSON.stringify(documents, null, 2)}\n`);
}

/** A table is read long before the notes below its report. */
function warnOfOtherCode({ outdated = [], records }: SuiteResults): void {
  if (outdated.length === 0) return;
  messages.warn(
    `${outdated.length} of ${records.length} runs in this table are of other code or settings than today’s: run them again, or see the report for which.`,
  );
}

function downloadProgress(): (progress: { file: string; receivedBytes: number; totalBytes: number }) => void {
  let told = 0;
  return ({ file, receivedBytes, totalBytes }) => {
    if (Date.now() - told < 2000 && receivedBytes < totalBytes) return;
    told = Date.now();
    messages.info(`Downloading ${file}: ${Math.floor((100 * receivedBytes) / totalBytes)} %`);
  };
}

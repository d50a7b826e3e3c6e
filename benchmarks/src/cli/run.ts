import { writeLogs } from '../logs/write-logs.ts';
import type { Log } from '../logs/names.ts';
import { discoverRules } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { chooseData } from '../run/data.ts';
import { planSuite, type SuitePlan } from '../run/plan.ts';
import { checkOut } from '../results/folders.ts';
import { asksForExperiments, checkImages, parseAsked, selectAsked, type AskingFlags } from './asked-cells.ts';
import { findDataset, sourcesOf } from '../datasets/registry.ts';
import { askedDatasets } from './asked-datasets.ts';
import { failuresText, type Failure } from './failures.ts';
import { heedlessOfPipes, withLockedStores } from './locked-stores.ts';
import { messages } from './messages.ts';
import { parseCount, parseData, parseEngine, parseList, parseLog } from './options.ts';
import { parseQueueFlags } from './queue-flags.ts';
import { readyEngine } from './ready-engine.ts';
import { reportExperiments, reportSuites, type PlannedSuite } from './run-report.ts';
import { runPlans } from './run-plans.ts';

/** Values of the flags of `pnpm bench run`. */
export interface RunFlags extends AskingFlags {
  readonly data: string;
  readonly 'data-dir'?: string;
  readonly engine: string;
  readonly workers?: string;
  readonly dataset?: string;
  readonly plugin?: string;
  readonly queue?: string;
  readonly store?: string;
  readonly out: string;
  readonly force: boolean;
  readonly silence: string;
  readonly 'fail-fast': boolean;
  readonly 'dry-run': boolean;
  readonly json: boolean;
  readonly log?: string;
}

/**
 * `pnpm bench run`: trains and tests the selected cells and writes their reports.
 * @returns the exit status: 0 if all is well, 1 if a run failed, 130 if the user interrupted
 */
export async function runCommand(flags: RunFlags): Promise<number> {
  const asked = parseAsked(flags);
  const experiments = asksForExperiments(asked);
  const engine = parseEngine(flags.engine);
  const data = parseData(flags.data);
  const log = flags.log === undefined ? undefined : parseLog(flags.log);
  checkOut(flags.out);
  const workers = parseCount('workers', flags.workers);
  const queue = parseQueueFlags(flags);
  const silenceSeconds = parseCount('silence', flags.silence)!;
  const plugins = parseList('plugin', flags.plugin);
  const { rules, faults: ruleFaults } = await discoverRules(findRulePackages(plugins));
  const { datasets, sets, faults: datasetFaults } = await askedDatasets(flags.dataset, plugins);
  const faults = [...ruleFaults, ...datasetFaults];
  faults.forEach(({ message }) => messages.error(message));
  const planned: PlannedSuite[] = [];
  // Each data set that is asked for has reports of its own.
  for (const own of sets?.map((set) => [set]) ?? [undefined]) {
    const selections = selectAsked(asked, rules, own);
    const names = new Set(selections.flatMap(({ selected }) => selected.map(({ dataset }) => dataset)));
    const chosen = await chooseData(
      [...names].map((name) => findDataset(datasets, name)),
      {
        asked: own,
        data,
        directory: flags['data-dir'],
        notify: (message) => messages.warn(message),
        download: { onProgress: downloadProgress() },
      },
    );
    checkImages(asked, selections, chosen);
    for (const selection of selections) {
      const plan = planSuite(selection, {
        out: flags.out,
        data: chosen,
        engine,
        rules,
        force: flags.force,
        experiments,
        onDamaged: ({ message }) => messages.warn(message),
      });
      planned.push({ ...plan, chosen });
    }
  }
  if (flags['dry-run']) return dryRun(planned);
  await readyEngine(engine);

  return heedlessOfPipes(async () => {
    const failures: Failure[] = [];
    const outcome = await runPlans(planned, {
      out: flags.out,
      packages: [...rules.values()].map(({ from }) => from),
      sources: sourcesOf(datasets),
      dataDirectory: flags['data-dir'],
      workers,
      failFast: flags['fail-fast'],
      silenceSeconds,
      json: flags.json,
      queue,
      onFailure: (failure) => failures.push(failure),
    });
    const named = flags.rule !== undefined || flags.seeds !== undefined;
    const { json, out } = flags;
    const reported = { plans: planned, rules, named, json, out };
    const directories = planned.map(({ store }) => store.directory);
    await withLockedStores(directories, () => (experiments ? reportExperiments : reportSuites)(reported));
    if (log !== undefined) tellLogs(log, planned, flags.out);
    if (failures.length > 0) messages.error(failuresText(failures));
    if (faults.length === 0) return outcome;
    messages.error(`${faults.length === 1 ? 'A package provides' : 'Packages provide'} nothing; see above.`);
    return Math.max(outcome, 1);
  });
}

/** Logs of what the command asked for, whether it was trained now or before. */
function tellLogs(log: Log, plans: readonly Pick<SuitePlan, 'selection' | 'store'>[], out: string): void {
  const records = plans.flatMap(({ selection, store }) =>
    // A damaged record was told of when it was planned.
    store.readAll(selection.selected, () => {}).filter(({ status }) => status === 'ok'),
  );
  messages.info(writeLogs(log, records, out));
}

function dryRun(plans: readonly SuitePlan[]): number {
  for (const { jobs, finished } of plans) {
    for (const { cell, seed } of finished) process.stdout.write(`finished  ${cell.id}  seed ${seed}\n`);
    for (const { cell, seed } of jobs) process.stdout.write(`to run    ${cell.id}  seed ${seed}\n`);
  }
  return 0;
}

function downloadProgress(): (progress: { file: string; receivedBytes: number; totalBytes: number }) => void {
  let told = 0;
  return ({ file, receivedBytes, totalBytes }) => {
    if (Date.now() - told < 2000 && receivedBytes < totalBytes) return;
    told = Date.now();
    messages.info(`Downloading ${file}: ${Math.floor((100 * receivedBytes) / totalBytes)} %`);
  };
}

import { HebbenchError } from '@hebbench/core';
import { terminalTable } from '@hebbench/report';
import { drawCells } from '../checks/draw.ts';
import { checkSentence, checkTable } from '../checks/table.ts';
import { claims, verdicts } from '../checks/verdict.ts';
import { discoverRules } from '../rules/discover.ts';
import { findRulePackages } from '../rules/packages.ts';
import { findDataset, sourcesOf } from '../datasets/registry.ts';
import { chooseData } from '../run/data.ts';
import { checksDirectory, planSuite, reportDirectory, type SuitePlan } from '../run/plan.ts';
import { selectCells, type Selection } from '../run/select.ts';
import { isPublished, checkOut } from '../results/folders.ts';
import type { ReportFolder } from '../results/report-folders.ts';
import { resultsIn } from '../results/rewrite-report.ts';
import { withChecks } from '../results/stored-results.ts';
import { openRunStore } from '../store/run-store.ts';
import { SUITES } from '../suites/index.ts';
import type { SuiteResults } from '../suite.ts';
import { askedDatasets } from './asked-datasets.ts';
import { heedlessOfPipes, withLockedStores } from './locked-stores.ts';
import { messages } from './messages.ts';
import { badFlag, parseCount, parseData, parseDraw, parseEngine, parseList, parseScale } from './options.ts';
import { readyEngine } from './ready-engine.ts';
import type { RunFlags } from './run.ts';
import { failuresText, type Failure } from './failures.ts';
import { runPlans } from './run-plans.ts';
import { styleOf } from './terminal.ts';
import { writeReport, writtenText } from '../results/write-report.ts';

/** Values of the flags of `pnpm bench check`. */
export type CheckFlags = Pick<
  RunFlags,
  'data' | 'data-dir' | 'dataset' | 'plugin' | 'engine' | 'workers' | 'out' | 'silence' | 'dry-run'
> & {
  readonly filter: string;
  readonly scale: string;
  readonly cells: string;
  readonly draw: string;
  readonly of: string;
};

/**
 * `pnpm bench check`: trains cells of a report, drawn at random, with a seed that it does not have, and says whether
 * they fall where it says.
 * @returns the exit status: 0 wherever they fall – one of twenty is outside by chance –, 1 if a run failed, 130 if the
 * user interrupted
 * @throws {@link HebbenchError} `USAGE` for cells of several suites, `DATA_MISSING` if no cell has enough seeds
 */
export async function checkCommand(flags: CheckFlags): Promise<number> {
  const scale = parseScale(flags.scale);
  const engine = parseEngine(flags.engine);
  const data = parseData(flags.data);
  const count = parseCount('cells', flags.cells)!;
  const draw = parseDraw(flags.draw);
  checkOut(flags.out);
  const workers = parseCount('workers', flags.workers);
  const silenceSeconds = parseCount('silence', flags.silence)!;
  const plugins = parseList('plugin', flags.plugin);
  const { rules, faults: ruleFaults } = await discoverRules(findRulePackages(plugins));
  const { datasets, sets, faults: datasetFaults } = await askedDatasets(flags.dataset, plugins);
  if (sets && sets.length > 1)
    throw badFlag('dataset', flags.dataset!, 'one data set, whose report is checked');
  const faults = [...ruleFaults, ...datasetFaults];
  const warn = (message: string): void => messages.warn(message);
  faults.forEach(({ message }) => warn(message));
  const selection = onlySuite(
    selectCells(SUITES, flags.filter, scale, { rules: [], installed: [...rules.keys()], sets }),
    flags.filter,
  );
  const names = new Set(selection.selected.map(({ dataset }) => dataset));
  const used = [...names].map((name) => findDataset(datasets, name));
  const chosen = await chooseData(used, {
    asked: sets,
    data,
    directory: flags['data-dir'],
    notify: warn,
  });
  const { name, metrics } = selection.suite;
  const directory = reportDirectory(flags.of, name, scale, chosen.key);
  const checks = openRunStore(checksDirectory(reportDirectory(flags.out, name, scale, chosen.key)), metrics);
  const report: ReportFolder = {
    directory,
    suite: selection.suite,
    scale,
    data: chosen.key,
    published: isPublished(flags.of),
  };
  const results = (): SuiteResults =>
    withChecks(resultsIn(report, rules, warn), checks, { rules, suite: selection.suite, warn });
  const ids = new Set(selection.selected.map(({ id }) => id));
  const eligible = claims(results()).filter(({ cell }) => ids.has(cell.id));
  if (eligible.length === 0) throw nothingToCheck(directory, flags.filter);
  const drawn = drawCells(
    eligible.map(({ cell }) => cell),
    count,
    draw,
  );
  const plan = planSuite(
    { ...selection, selected: drawn },
    {
      out: flags.out,
      data: chosen,
      engine,
      rules,
      force: false,
      checks: true,
      onDamaged: ({ message }) => warn(message),
    },
  );
  if (flags['dry-run']) return dryRun(plan, eligible.length);
  await readyEngine(engine);
  return heedlessOfPipes(async () => {
    const failures: Failure[] = [];
    const outcome = await runPlans([plan], {
      out: flags.out,
      packages: [...rules.values()].map(({ from }) => from),
      sources: sourcesOf(datasets),
      dataDirectory: flags['data-dir'],
      workers,
      failFast: false,
      silenceSeconds,
      json: false,
      onFailure: (failure) => failures.push(failure),
    });
    const own = report.published ? [] : [directory];
    await withLockedStores([...own, plan.store.directory], () => showResults(report, results()));
    if (failures.length > 0) messages.error(failuresText(failures));
    return outcome;
  });
}

function onlySuite(selections: readonly Selection[], filter: string): Selection {
  if (selections.length === 1) return selections[0]!;
  throw new HebbenchError('USAGE', 'One suite is checked at a time.', {
    got: `--filter ${filter}, which names ${selections.map(({ suite }) => suite.name).join(', ')}`,
    expected: 'cells of one suite',
    fix: `name one, for instance --filter ${selections[0]!.suite.name}`,
  });
}

function nothingToCheck(directory: string, filter: string): HebbenchError {
  return new HebbenchError('DATA_MISSING', 'There is nothing to check.', {
    got: `no cell of --filter ${filter} in ${directory} with an accuracy of three seeds or more and today’s settings`,
    expected: 'cells with three seeds: one more is held against their scatter',
    fix: 'name another suite, scale or folder, or run some seeds first: pnpm bench --seeds 3 …',
  });
}

function dryRun({ selection, jobs }: SuitePlan, eligible: number): number {
  const left = new Set(jobs.map(({ cell }) => cell.id));
  for (const { id, seeds } of selection.selected) {
    process.stdout.write(`${left.has(id) ? 'to run  ' : 'finished'}  ${id}  seed ${seeds[0]}\n`);
  }
  process.stdout.write(`Drawn from ${eligible} ${eligible === 1 ? 'cell' : 'cells'}.\n`);
  return 0;
}

async function showResults(
  { directory, suite, published }: ReportFolder,
  results: SuiteResults,
): Promise<void> {
  const found = verdicts(results);
  if (found.length > 0) {
    const { columns, rows } = checkTable(found);
    process.stdout.write(`\n${terminalTable(columns, rows, styleOf(process.stdout))}\n`);
    process.stdout.write(`${checkSentence(found)} One of twenty is outside by chance.\n\n`);
  }
  if (published) return messages.info('`pnpm bench publish` takes these checks over into the report.');
  messages.info(writtenText(directory, await writeReport(directory, suite, results)));
}

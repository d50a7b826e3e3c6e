import type { Cell, LearningRule, RunRecord } from '@hebbench/core';
import type { EngineName } from '@hebbench/engine';
import { join } from 'node:path';
import type { InstalledRule } from '../rules/discover.ts';
import type { RulePackage } from '../rules/packages.ts';
import { findRule } from '../rules/registry.ts';
import { openRunStore, type OnDamaged, type RunStore } from '../store/run-store.ts';
import { codeDigest } from './code-digest.ts';
import { estimateCost } from './cost.ts';
import type { DataKey } from './data-key.ts';
import { dataProvenance } from './data-provenance.ts';
import type { ChosenData, ChosenSet } from './data.ts';
import { architectureOf, hyperparametersOf } from './hyperparameters.ts';
import {
  checkpointHash,
  hiddenHash,
  isSameDefinition,
  modelHash,
  runHash,
  type DescribedNetwork,
  type Run,
} from './identity.ts';
import type { Job } from './job.ts';
import { numbersVersions } from './package-versions.ts';
import { repositoryState } from './repository.ts';
import { codeOf, isSameCode, type PackageDigests } from './run-code.ts';
import type { Selection } from './select.ts';

/** Settings of {@link planSuite}. */
export interface PlanOptions {
  /** Folder of the reports. */
  readonly out: string;
  readonly data: ChosenData;
  readonly engine: EngineName | 'auto';
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** Whether to repeat finished runs. */
  readonly force: boolean;
  /**
   * Whether these runs check a report: they are kept apart from its own, and train from scratch.
   * @defaultValue false
   */
  readonly checks?: boolean;
  /**
   * Whether these runs are experiments: they are kept apart from the suite's own. @defaultValue false
   */
  readonly experiments?: boolean;
  /** Told of damaged records, whose runs are done again. @defaultValue nobody */
  readonly onDamaged?: OnDamaged;
}

/** What is to do for a suite, and what has been done before. */
export interface SuitePlan {
  readonly selection: Selection;
  readonly store: RunStore;
  readonly jobs: readonly Job[];
  /** Runs that are not repeated. */
  readonly finished: readonly RunRecord[];
}

/** Folder of a suite's report. */
export function reportDirectory(out: string, suite: string, scale: string, data: DataKey): string {
  return join(out, suite, `${scale}-${data}`);
}

/** Folder of the runs that check a report, below its own. */
export function checksDirectory(report: string): string {
  return join(report, 'checks');
}

/** Folder of experiments with the cells of a report, below its own: what is published is never looked for there. */
export function experimentsDirectory(report: string): string {
  return join(report, 'experiments');
}

/** Folder of the records that a command makes. */
function storeDirectory(report: string, { checks, experiments }: PlanOptions): string {
  if (experiments) return experimentsDirectory(report);
  return checks ? checksDirectory(report) : report;
}

/**
 * Splits a suite's runs into finished ones and those to do.
 * @throws {@link HebbenchError} `UNKNOWN_NAME` for a rule that is not installed
 */
export function planSuite(selection: Selection, options: PlanOptions): SuitePlan {
  const { suite, selected } = selection;
  const scale = selected[0]!.scale;
  const directory = reportDirectory(options.out, suite.name, scale, options.data.key);
  const store = openRunStore(storeDirectory(directory, options), suite.metrics);
  const tree = repositoryState();
  const jobs: Job[] = [];
  const finished: RunRecord[] = [];
  for (const cell of selected) {
    const { rule, from } = findRule(options.rules, cell.rule);
    const set = options.data.sets.get(cell.dataset)!;
    const needed = suite.networks?.(cell, set) ?? [];
    const others = needed.map((other) => findRule(options.rules, other.rule).from);
    const packages = codeOf({ cell, set, suite, rules: [from, ...others] });
    const network = rule && describeNetwork(cell, { rule, from }, set);
    const circumstances = {
      // A plug-in is not loaded in this process: its code stands for its presets.
      hyperparameters: rule ? network?.hyperparameters : codeDigest(from.directory),
      versions: numbersVersions(from, suite.packages?.(cell, set)),
      dataDigest: set.digest,
    };
    for (const seed of cell.seeds) {
      const run: Run = { cell, seed };
      const hash = runHash(run, circumstances);
      const stored = options.force ? undefined : store.read(run, options.onDamaged ?? (() => {}));
      if (stored && isFinished(stored, cell, hash, packages)) {
        finished.push(stored);
        continue;
      }
      const hidden = network && unlessItThrows(() => hiddenHash(run, network, set.digest));
      jobs.push({
        cell,
        seed,
        id: checkpointHash(hash, packages),
        hash,
        modelHash: modelHash(run, from, set.digest),
        hiddenHash: hidden,
        needs: needed.map((other, i) => modelHash({ cell: other, seed }, others[i]!, set.digest)),
        engine: options.engine,
        data: options.data.choice,
        dataSet: dataProvenance(set),
        code: { ...tree, packages },
        plugins: [...new Set([from, ...others].flatMap(({ plugin, name }) => (plugin ? [name] : [])))],
        retrain: options.force || options.checks === true,
        cost: estimateCost(cell, set, {
          ...(hidden !== undefined && { hiddenFirst: true }),
          scoring: suite.scoringCost?.(cell, set),
        }),
      });
    }
  }
  return { selection, store, jobs, finished };
}

/** Whether a record is of a run as it would be done today: its definition, its data, and its code to the letter. */
function isFinished(record: RunRecord, cell: Cell, hash: string, packages: PackageDigests): boolean {
  return (
    record.status === 'ok' &&
    record.hash === hash &&
    isSameDefinition(record.cell, cell) &&
    isSameCode(record.provenance.code?.packages, packages)
  );
}

function describeNetwork(
  cell: Cell,
  { rule, from }: { readonly rule: LearningRule; readonly from: RulePackage },
  set: ChosenSet,
): DescribedNetwork | undefined {
  return unlessItThrows(() => {
    const architecture = architectureOf(cell, set);
    return { rule, from, architecture, hyperparameters: hyperparametersOf(cell, rule, architecture) };
  });
}

/** What a rule says of itself. One that throws fails in its run, where the failure is recorded, not here. */
function unlessItThrows<T>(say: () => T): T | undefined {
  try {
    return say();
  } catch {
    return undefined;
  }
}

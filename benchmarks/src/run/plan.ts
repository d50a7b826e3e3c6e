import type { DataOrigin, RunRecord } from '@hebbench/core';
import type { EngineName } from '@hebbench/engine';
import { join } from 'node:path';
import type { InstalledRule } from '../rules/discover.ts';
import { findRule, type RulePackage } from '../rules/registry.ts';
import { openRunStore, type RunStore } from '../store/run-store.ts';
import type { ChosenData } from './data.ts';
import type { RunTask } from './execute.ts';
import { modelHash, packageVersions, runHash, type Run } from './identity.ts';
import type { Selection } from './select.ts';

/** Settings of {@link planSuite}. */
export interface PlanOptions {
  /** Folder of the reports. */
  readonly out: string;
  readonly data: ChosenData;
  readonly dataDirectory: string | undefined;
  readonly engine: EngineName | 'auto';
  readonly threads: number;
  readonly rules: ReadonlyMap<string, InstalledRule>;
  /** Whether to repeat finished runs. */
  readonly force: boolean;
}

/** What is to do for a suite, and what has been done before. */
export interface SuitePlan {
  readonly selection: Selection;
  readonly store: RunStore;
  readonly tasks: readonly RunTask[];
  /** Runs that are not repeated. */
  readonly finished: readonly RunRecord[];
}

/** Folder of a suite's report. */
export function reportDirectory(out: string, suite: string, scale: string, origin: DataOrigin): string {
  return join(out, suite, `${scale}-${origin}`);
}

/**
 * Splits a suite's runs into finished ones and those to do.
 * @throws {@link HebbenchError} `RECORD_CORRUPT`, `UNKNOWN_NAME` for a rule that is not installed
 */
export function planSuite(selection: Selection, options: PlanOptions): SuitePlan {
  const { suite, selected } = selection;
  const scale = selected[0]!.scale;
  const store = openRunStore(reportDirectory(options.out, suite.name, scale, options.data.origin));
  const tasks: RunTask[] = [];
  const finished: RunRecord[] = [];
  for (const cell of selected) {
    const { from } = findRule(options.rules, cell.rule);
    const versions = packageVersions(from, suite.packages);
    const digest = options.data.digests.get(cell.dataset)!;
    for (const seed of cell.seeds) {
      const run: Run = { cell, seed };
      const hash = runHash(run, versions, digest);
      const stored = options.force ? undefined : store.read(run);
      if (stored?.status === 'ok' && stored.hash === hash) finished.push(stored);
      else tasks.push(toTask(run, { hash, modelHash: modelHash(run, from, digest), from }, store, options));
    }
  }
  return { selection, store, tasks, finished };
}

function toTask(
  run: Run,
  { from, ...hashes }: { readonly hash: string; readonly modelHash: string; readonly from: RulePackage },
  store: RunStore,
  options: PlanOptions,
): RunTask {
  const installed = [...options.rules.values()].map((rule) => rule.from);
  return {
    ...run,
    ...hashes,
    packages: installed.filter((each) => each === from || !each.plugin),
    engine: options.engine,
    threads: options.threads,
    data: options.data.origin,
    dataDirectory: options.dataDirectory,
    checkpointDirectory: store.checkpointDirectory(run),
    modelDirectory: join(options.out, '.models'),
    retrain: options.force,
  };
}

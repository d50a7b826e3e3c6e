import type { Cell } from '@hebbench/core';
import { join } from 'node:path';
import { baseId } from '../experiments/changes.ts';
import { experimentFiles } from '../experiments/report.ts';
import type { ExperimentResults } from '../experiments/results.ts';
import { experimentsDirectory } from '../run/plan.ts';
import { openRunStore, type OnDamaged } from '../store/run-store.ts';
import { writeAtomically } from '../store/atomic-write.ts';
import { storedSets } from './stored-sets.ts';
import { withoutOtherImages } from './same-images.ts';
import { rerunFlags, type StoredResultsOptions } from './stored-results.ts';

/** Settings of {@link storedExperiments}. */
export interface StoredExperimentsOptions extends Omit<
  StoredResultsOptions,
  'store' | 'published' | 'asked'
> {
  /** Folder of the suite's report. */
  readonly directory: string;
}

/** All experiments that are stored below a report, with the suite's own cells that they change. */
export function storedExperiments(options: StoredExperimentsOptions): ExperimentResults {
  const { suite, scale, data, directory, rules, digests, warn } = options;
  const onDamaged: OnDamaged = ({ message }) => warn(message);
  const store = openRunStore(experimentsDirectory(directory), suite.metrics);
  // Whatever else is in the folder is no experiment.
  const cells = store.cells().filter(({ changes }) => changes !== undefined);
  const installed = [...rules.keys()];
  // Without an experiment, none describes the sets.
  const sets = options.sets ?? (cells.length === 0 ? undefined : storedSets(data, store));
  const own = suite.cells(scale, { rules: [], installed, sets });
  const changed = new Set(cells.map((cell) => baseId(cell)));
  const ran = [...new Set(cells.map(({ rule }) => rule))];
  const others = suite.cells(scale, { rules: ran, installed, sets });
  const suiteStore = openRunStore(directory, suite.metrics);
  const seedsOf = suiteStore.storedSeeds();
  const baseCells = [...new Map([...others, ...own].map((cell) => [cell.id, cell])).values()]
    .filter(({ id }) => changed.has(id))
    .map((cell): Cell => ({ ...cell, seeds: seedsOf(cell) }));
  const same = { data, digests, warn };
  const ownIds = new Set(own.map(({ id }) => id));
  return {
    suite,
    data,
    sets,
    cells,
    records: withoutOtherImages(store.readAll(cells, onDamaged), same),
    base: { cells: baseCells, records: withoutOtherImages(suiteStore.readAll(baseCells, onDamaged), same) },
    flags: rerunFlags(
      cells,
      new Set(cells.filter((cell) => ownIds.has(baseId(cell))).map(({ id }) => id)),
      rules,
    ),
  };
}

/** Writes the report on all experiments that are stored below a suite's; `undefined` if there are none. */
export function writeExperiments(options: StoredExperimentsOptions): ExperimentResults | undefined {
  const results = storedExperiments(options);
  if (results.records.length === 0) return undefined;
  const folder = experimentsDirectory(options.directory);
  for (const [name, content] of experimentFiles(results)) {
    writeAtomically(join(folder, name), content);
  }
  return results;
}

/** Of experiments those that a command has asked for, in its order. */
export function askedOf(results: ExperimentResults, asked: readonly Cell[]): ExperimentResults {
  const stored = new Map(results.cells.map((cell) => [cell.id, cell]));
  return { ...results, cells: asked.flatMap((cell) => (stored.has(cell.id) ? [cell] : [])) };
}

import { HebbenchError, type DataOrigin, type DatasetTraits } from '@hebbench/core';
import { findDefinition, loadDataset, traitsOf, type DataChoice, type LoadOptions } from '@hebbench/datasets';
import type { InstalledDataset } from '../datasets/registry.ts';
import { dataKey, type DataKey } from './data-key.ts';

/** Which images a run uses. */
export interface ChosenData {
  /** What the workers are to load. */
  readonly choice: Exclude<DataChoice, 'auto'>;
  readonly key: DataKey;
  /** Each data set by name. */
  readonly sets: ReadonlyMap<string, ChosenSet>;
  /** The sets that the suites' grids run on in place of their own. @defaultValue their own */
  readonly asked?: readonly DatasetTraits[];
}

/** What is to know of a data set before a run. */
export interface ChosenSet extends DatasetTraits {
  readonly origin: DataOrigin;
  readonly digest: string;
  /** Images of the splits, and those that are left to train on without the validation split. */
  readonly images: DatasetTraits['images'] & { readonly fit: number };
  /** Whether a plug-in or a folder of the user's brings it. @defaultValue `@hebbench/datasets` defines it */
  readonly brought?: true;
}

/** Settings of {@link chooseData}. */
export interface ChooseOptions extends LoadOptions {
  /** The sets that the suites' grids run on in place of their own. @defaultValue their own */
  readonly asked?: readonly DatasetTraits[] | undefined;
}

/**
 * Loads each data set once, so that downloads and complaints come before the work. With `auto`, all sets come from files
 * or all are embedded: results of different kinds are never mixed.
 * @param sets - that the selected cells use, or the names of sets of this program
 */
export async function chooseData(
  sets: readonly (InstalledDataset | string)[],
  options: ChooseOptions,
): Promise<ChosenData> {
  const installed = sets.map((set) => (typeof set === 'string' ? { definition: findDefinition(set) } : set));
  const chosen = await loadAll(installed, options);
  const embedded = chosen.filter(({ origin }) => origin === 'embedded').length;
  if (embedded === 0 || embedded === chosen.length) return toChosen(chosen, options);
  return toChosen(await loadAll(installed, { ...options, data: 'embedded' }), options);
}

async function loadAll(sets: readonly InstalledDataset[], options: LoadOptions): Promise<ChosenSet[]> {
  const loaded: ChosenSet[] = [];
  for (const { definition, source } of sets) {
    const { origin, digest, train, test, tuning } = await loadDataset(definition, options);
    const images = { train: train.count, test: test.count, fit: tuning.fit.count };
    loaded.push({ ...traitsOf(definition), images, origin, digest, ...(source && { brought: true }) });
  }
  return loaded;
}

function toChosen(loaded: readonly ChosenSet[], { asked }: ChooseOptions): ChosenData {
  const key = dataKey(
    loaded,
    asked?.map(({ name }) => name),
  );
  return {
    choice: loaded.some(({ origin }) => origin === 'embedded') ? 'embedded' : 'real',
    key,
    sets: new Map(loaded.map((set) => [set.name, set])),
    ...(asked && { asked }),
  };
}

/**
 * Checks that a process has loaded the images that its run was planned with.
 * @throws {@link HebbenchError} `DATA_CORRUPT`
 */
export function checkSameData(title: string, planned: string, loaded: string): void {
  if (planned === loaded) return;
  throw new HebbenchError('DATA_CORRUPT', `${title} has changed since the command began.`, {
    got: `images with the digest ${loaded.slice(0, 12)}…`,
    expected: `those with the digest ${planned.slice(0, 12)}…, with which the run was planned`,
    fix: 'let the files of a data set be while runs use them, and give the same command again',
  });
}

import { userPath, type DatasetTraits, type HebbenchError } from '@hebbench/core';
import { DATASET_NAME, findDefinition, isDatasetName, traitsOf } from '@hebbench/datasets';
import { discoverDatasets, type InstalledDataset, type InstalledDatasets } from '../datasets/registry.ts';
import { openSource } from '../datasets/source.ts';
import { badFlag, parseList } from './options.ts';

/** The data sets that a command can use. */
export interface AskedDatasets {
  readonly datasets: InstalledDatasets;
  /** Those that `--dataset` names. @defaultValue the suites' own */
  readonly sets?: readonly DatasetTraits[];
  /** Why packages provide none, each with the package's name. */
  readonly faults: readonly HebbenchError[];
}

/**
 * `--dataset`: names of data sets, or `NAME=FOLDER` for those in folders of the user's.
 * @param plugins - packages that provide further data sets
 * @throws {@link HebbenchError} `USAGE` for a name that cannot be one, or that a data set of this program has;
 * `UNKNOWN_NAME`; `DATA_MISSING` or `DATA_CORRUPT` for a folder that holds none
 */
export async function askedDatasets(
  value: string | undefined,
  plugins: readonly string[],
): Promise<AskedDatasets> {
  const { datasets: installed, faults } = await discoverDatasets(plugins);
  if (value === undefined) return { datasets: installed, faults };
  const datasets = new Map(installed);
  const sets: DatasetTraits[] = [];
  for (const part of parseList('dataset', value)) {
    const [name, folder] = splitOnce(part);
    if (sets.some((other) => other.name === name)) throw badFlag('dataset', part, 'each data set once');
    if (folder !== undefined) datasets.set(name, await openNamed(name, folder, installed));
    const definitions = [...datasets.values()].map((each) => each.definition);
    sets.push(traitsOf(findDefinition(name, definitions)));
  }
  return { datasets, sets, faults };
}

function splitOnce(part: string): [name: string, folder: string | undefined] {
  const at = part.indexOf('=');
  return at < 0 ? [part, undefined] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}

async function openNamed(
  name: string,
  folder: string,
  installed: InstalledDatasets,
): Promise<InstalledDataset> {
  if (!isDatasetName(name)) {
    throw badFlag('dataset', `"${name}=${folder}"`, `NAME=FOLDER with a name of ${DATASET_NAME}`);
  }
  if (folder === '') {
    throw badFlag('dataset', `"${name}="`, 'a folder behind the sign =, or a name alone');
  }
  if (installed.has(name)) {
    throw badFlag(
      'dataset',
      `"${name}=${folder}"`,
      'a name that no other data set has',
      `call it otherwise, for instance --dataset my-${name}=${folder}`,
    );
  }
  const source = { kind: 'folder', name, folder: userPath(folder) } as const;
  return { definition: await openSource(source), source };
}

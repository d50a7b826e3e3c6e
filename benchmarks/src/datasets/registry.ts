import { HebbenchError } from '@hebbench/core';
import { datasetFault, DATASETS, findDefinition, type DatasetDefinition } from '@hebbench/datasets';
import { findDatasetPackages } from '../rules/packages.ts';
import { openSource, type DatasetSource } from './source.ts';

/** A data set that can be run. */
export interface InstalledDataset {
  readonly definition: DatasetDefinition;
  /** @defaultValue `@hebbench/datasets` defines it */
  readonly source?: DatasetSource;
}

/** Data sets by name. */
export type InstalledDatasets = ReadonlyMap<string, InstalledDataset>;

/** The data sets that are always there. */
export function builtInDatasets(): Map<string, InstalledDataset> {
  return new Map(DATASETS.map((definition) => [definition.name, { definition }]));
}

/**
 * A data set by its name, or by that of two that are joined.
 * @throws {@link HebbenchError} `UNKNOWN_NAME`
 */
export function findDataset(datasets: InstalledDatasets, name: string): InstalledDataset {
  return datasets.get(name) ?? { definition: findDefinition(name) };
}

/** Where those of data sets come from that `@hebbench/datasets` does not define, by name. */
export function sourcesOf(datasets: InstalledDatasets): ReadonlyMap<string, DatasetSource> {
  return new Map([...datasets].flatMap(([name, { source }]) => (source ? [[name, source] as const] : [])));
}

/** What {@link discoverDatasets} found. */
export interface DatasetDiscovery {
  readonly datasets: InstalledDatasets;
  /** Why packages provide none, each with the package's name. */
  readonly faults: readonly HebbenchError[];
}

/**
 * All data sets: those of `@hebbench/datasets`, of the workspace's packages and of plug-ins.
 * @param plugins - package names or paths, as for rules
 * @throws {@link HebbenchError} `UNKNOWN_NAME` for a plug-in that cannot be found
 */
export async function discoverDatasets(
  plugins: readonly string[] = [],
  workspace?: string,
): Promise<DatasetDiscovery> {
  const datasets = builtInDatasets();
  const faults: HebbenchError[] = [];
  for (const from of findDatasetPackages(plugins, workspace)) {
    try {
      const source = { kind: 'package', from } as const;
      const definition = await openSource(source);
      const { name } = definition;
      if (datasets.has(name))
        throw datasetFault(from.name, `a data set named "${name}", as another one is`, 'a name of its own');
      datasets.set(name, { definition, source });
    } catch (error) {
      if (!(error instanceof HebbenchError && error.code === 'DATASET_FAULT')) throw error;
      faults.push(error);
    }
  }
  return { datasets, faults };
}

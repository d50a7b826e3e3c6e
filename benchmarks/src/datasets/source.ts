import { describeThrown } from '@hebbench/core';
import { checkDefinition, datasetFault, openFolder, type DatasetDefinition } from '@hebbench/datasets';
import { importModule, withoutPlatformWarning, type DatasetPackage } from '@hebbench/hebbench/packages';
import { dirname } from 'node:path';

/** Where a data set comes from that `@hebbench/datasets` does not define: a value that another process can open. */
export type DatasetSource =
  | { readonly kind: 'package'; readonly from: DatasetPackage }
  | { readonly kind: 'folder'; readonly name: string; readonly folder: string };

/**
 * The definition of a data set.
 * @throws {@link HebbenchError} `DATASET_FAULT` for a package that exports none; `DATA_MISSING` or `DATA_CORRUPT` for a
 * folder that holds none
 */
export function openSource(source: DatasetSource): Promise<DatasetDefinition> {
  if (source.kind === 'package') return openPackage(source.from);
  // A folder is read to know what it holds: once in a process, however many runs want it.
  const key = `${source.name} ${source.folder}`;
  const opened = folders.get(key) ?? openFolder(source.name, source.folder);
  folders.set(key, opened);
  return opened;
}

const folders = new Map<string, Promise<DatasetDefinition>>();

async function openPackage({ name, entry, fault }: DatasetPackage): Promise<DatasetDefinition> {
  const from = `${name} (${dirname(entry)})`;
  if (fault) throw datasetFault(from, fault.got, fault.expected);
  let exported: unknown;
  try {
    exported = (await withoutPlatformWarning(() => importModule(entry))).default;
  } catch (cause) {
    throw datasetFault(
      from,
      `an error while loading ${entry}: ${describeThrown(cause).split('\n')[0]}`,
      'a module that loads',
      cause,
    );
  }
  return checkDefinition(exported, from);
}

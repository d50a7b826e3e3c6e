import type { Dataset } from '@hebbench/core';
import { loadDataset } from '@hebbench/datasets';
import { openSource } from '../datasets/source.ts';
import { checkSameData } from './data.ts';
import type { Job } from './job.ts';
import type { Place } from './place.ts';

/** What this process has used last, and by which request. */
let last: { readonly request: string; readonly dataset: Dataset } | undefined;

/**
 * The images of a run. A process does one run after another, more often than not on the same ones: those of this program's
 * own sets stay until others are asked for, as reading, checking and digesting their files takes up to seconds.
 * @throws {@link HebbenchError} `DATA_CORRUPT` for other images than the run was planned with, and as `loadDataset`
 */
export async function imagesOf(
  { cell, data, seed, dataSet }: Pick<Job, 'cell' | 'data' | 'seed' | 'dataSet'>,
  { source, dataDirectory: directory }: Pick<Place, 'source' | 'dataDirectory'>,
): Promise<Dataset> {
  const request = JSON.stringify([cell.dataset, data, directory, seed]);
  if (!source && last?.request === request && last.dataset.digest === dataSet.digest) return last.dataset;
  // Before the next ones are read: two sets of photographs need not be in memory at once.
  last = undefined;
  const set = source ? await openSource(source) : cell.dataset;
  const dataset = await loadDataset(set, { data, directory, seed });
  checkSameData(dataset.title, dataSet.digest, dataset.digest);
  if (!source) last = { request, dataset };
  return dataset;
}

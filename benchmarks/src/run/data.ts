import { HebbenchError, type DataOrigin } from '@hebbench/core';
import { loadDataset, type DataChoice, type LoadOptions } from '@hebbench/datasets';
import { dataKey, type DataKey } from './data-key.ts';

/** Which images a run uses. */
export interface ChosenData {
  /** What the workers are to load. */
  readonly choice: Exclude<DataChoice, 'auto'>;
  readonly key: DataKey;
  /** Each data set by name. */
  readonly sets: ReadonlyMap<string, ChosenSet>;
}

/** What is to know of a data set before a run. */
export interface ChosenSet {
  readonly origin: DataOrigin;
  readonly digest: string;
  /** Pixels of an image, colours counted. */
  readonly inputs: number;
  readonly classes: number;
  /** Images to train on, and those that are left without the validation split. */
  readonly images: { readonly train: number; readonly fit: number };
}

/**
 * Loads each data set once, so that downloads and complaints come before the work. With `auto`, all sets come from files
 * or all are embedded: results of different kinds are never mixed.
 * @param names - data sets that the selected cells use
 */
export async function chooseData(names: readonly string[], options: LoadOptions): Promise<ChosenData> {
  const chosen = await loadAll(names, options);
  const embedded = chosen.filter(({ origin }) => origin === 'embedded').length;
  if (embedded === 0 || embedded === chosen.length) return toChosen(chosen);
  return toChosen(await loadAll(names, { ...options, data: 'embedded' }));
}

interface Loaded extends ChosenSet {
  readonly name: string;
}

async function loadAll(names: readonly string[], options: LoadOptions): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  for (const name of names) {
    const { origin, digest, inputs, classes, train, tuning } = await loadDataset(name, options);
    const images = { train: train.count, fit: tuning.fit.count };
    loaded.push({ name, origin, digest, inputs, classes, images });
  }
  return loaded;
}

function toChosen(loaded: readonly Loaded[]): ChosenData {
  const key = dataKey(loaded);
  return {
    choice: key === 'embedded' ? 'embedded' : 'real',
    key,
    sets: new Map(loaded.map(({ name, ...set }) => [name, set])),
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

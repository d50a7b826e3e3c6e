import type { DataOrigin } from '@hebbench/core';
import { loadDataset, type LoadOptions } from '@hebbench/datasets';

/** Which images a run uses. */
export interface ChosenData {
  readonly origin: DataOrigin;
  /** Each data set by name. */
  readonly sets: ReadonlyMap<string, ChosenSet>;
}

/** What is to know of a data set before a run. */
export interface ChosenSet {
  readonly digest: string;
  /** Pixels of an image, colours counted. */
  readonly inputs: number;
  readonly classes: number;
}

/**
 * Loads each data set once, so that downloads and complaints come before the work. With `auto`, all sets are real or
 * all are embedded: results of different kinds are never mixed.
 * @param names - data sets that the selected cells use
 */
export async function chooseData(names: readonly string[], options: LoadOptions): Promise<ChosenData> {
  const chosen = await loadAll(names, options);
  const origins = new Set(chosen.map(({ origin }) => origin));
  if (origins.size < 2) return toChosen(chosen);
  return toChosen(await loadAll(names, { ...options, data: 'embedded' }));
}

interface Loaded extends ChosenSet {
  readonly name: string;
  readonly origin: DataOrigin;
}

async function loadAll(names: readonly string[], options: LoadOptions): Promise<Loaded[]> {
  const loaded: Loaded[] = [];
  for (const name of names) {
    const { origin, digest, inputs, classes } = await loadDataset(name, options);
    loaded.push({ name, origin, digest, inputs, classes });
  }
  return loaded;
}

function toChosen(loaded: readonly Loaded[]): ChosenData {
  return {
    origin: loaded[0]?.origin ?? 'embedded',
    sets: new Map(loaded.map(({ name, digest, inputs, classes }) => [name, { digest, inputs, classes }])),
  };
}

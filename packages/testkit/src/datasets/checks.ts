import type { Dataset, Split } from '@hebbench/core';
import {
  checkDefinition,
  contentDigest,
  loadDataset,
  type DatasetDefinition,
  type Splits,
} from '@hebbench/datasets';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';

/** What the checks are told of a set beside its definition. */
export interface DescribeDatasetOptions {
  /** A data directory, as `--data-dir` names one. @defaultValue none: only the stand-in is checked */
  readonly directory?: string | undefined;
  /** Digest of the stand-in, which never changes between versions and platforms. @defaultValue that of drawing it again */
  readonly standIn?: string | undefined;
}

/** One check of a data set's conformance suite. Throws if the set breaks it. */
export type DatasetCheck = (set: DatasetDefinition, options: DescribeDatasetOptions) => void | Promise<void>;

/** All checks by name. */
export const DATASET_CHECKS = {
  'the definition is valid': (set) => void checkDefinition(set, set.title),
  'downloads can be checked': downloadsCanBeChecked,
  'an empty folder holds nothing of it': emptyFolderHoldsNothing,
  'splits are as the definition says': splitsAreAsDefined,
  'every class is in every split': everyClassInEverySplit,
  'the same images each time': sameEachTime,
} satisfies Record<string, DatasetCheck>;

/** Name of a check. */
export type DatasetCheckName = keyof typeof DATASET_CHECKS;

function downloadsCanBeChecked({ download = [], digest }: DatasetDefinition): void {
  if (digest !== undefined) expect(digest, 'digest').toMatch(/^[0-9a-f]{64}$/);
  for (const { name, urls, md5, bytes } of download) {
    // It is the name of a file in the cache.
    expect(name, 'name of a file').toMatch(/^[\w-][\w.-]*$/);
    expect(md5, `MD5 of ${name}`).toMatch(/^[0-9a-f]{32}$/);
    expect(Number.isSafeInteger(bytes) && bytes > 0, `bytes of ${name}: ${bytes}`).toBe(true);
    expect(urls.length, `addresses of ${name}`).toBeGreaterThan(0);
    for (const url of urls) expect(new URL(url).protocol).toMatch(/^https?:$/);
  }
  expect(new Set(download.map(({ name }) => name)).size, 'names of files').toBe(download.length);
}

function emptyFolderHoldsNothing(set: DatasetDefinition): void {
  const folder = mkdtempSync(join(tmpdir(), 'hebbench-empty-'));
  try {
    expect(set.find(folder)).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function splitsAreAsDefined(set: DatasetDefinition, options: DescribeDatasetOptions): Promise<void> {
  // Loading them has compared them with the definition.
  for (const { origin, train, test } of await imagesOf(set, options)) {
    for (const { count, pixels } of [train, test]) {
      expect(count, `images, ${origin}`).toBeGreaterThan(0);
      const isBlank = pixels.every((value) => value === pixels[0]);
      expect(isBlank, `images that are all alike, ${origin}`).toBe(false);
    }
  }
}

/** A set that is sorted by class has a validation split of its last classes alone. */
async function everyClassInEverySplit(
  set: DatasetDefinition,
  options: DescribeDatasetOptions,
): Promise<void> {
  for (const { origin, train, test, tuning, classNames } of await imagesOf(set, options)) {
    const splits = { train, test, fit: tuning.fit, validation: tuning.validation };
    for (const [name, split] of Object.entries(splits))
      expect(missingFrom(split, classNames), `classes that ${origin} ${name} lacks`).toEqual([]);
  }
}

function missingFrom({ labels }: Split, classNames: readonly string[]): string[] {
  const present = new Set<number>(labels);
  return classNames.filter((_, label) => !present.has(label));
}

async function sameEachTime(set: DatasetDefinition, options: DescribeDatasetOptions): Promise<void> {
  const { directory, standIn } = options;
  for (const { origin, digest } of await imagesOf(set, options)) {
    const again = async (): Promise<Splits> =>
      origin === 'embedded' ? set.draw!() : set.read(set.find(directory!)!);
    const expected = origin === 'embedded' ? standIn : undefined;
    expect(digest).toBe(expected ?? contentDigest(await again()));
  }
}

/** The stand-in and the set in its files, where there are such. */
async function imagesOf(set: DatasetDefinition, { directory }: DescribeDatasetOptions): Promise<Dataset[]> {
  // Which is drawn once, however many checks look at it.
  const images = set.draw ? [await loadDataset(set, { data: 'embedded' })] : [];
  if (directory === undefined) return images;
  // What is not there would be downloaded.
  if (set.find(directory) === undefined) expect.fail(`${set.title} is not in ${directory}`);
  return [...images, await loadDataset(set, { data: 'real', directory })];
}

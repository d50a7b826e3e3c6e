import { HebbenchError, type DataOrigin, type Dataset, type Split } from '@hebbench/core';
import { dirname, join, sep } from 'node:path';
import { traitsOf, type DatasetDefinition, type Joined, type Splits } from './definition.ts';
import { checkSplits } from './check-definition.ts';
import { contentDigest } from './digest.ts';
import { cacheDirectory, checkOwnDirectory, ownDirectory, searchDirectories } from './directories.ts';
import { downloadFile, type DownloadOptions } from './download.ts';
import { notInFolder, refuseOtherForms } from './own-folder.ts';
import { verify } from './publisher.ts';
import { findDefinition, type DatasetChoice } from './registry.ts';

/**
 * Which images to load. `real`: those of files, from a folder or by download; where they are not the publisher's, they
 * come as the user's own. `embedded`: the stand-in. `auto`: real ones if they can be had, else the stand-in, with a
 * notice.
 */
export type DataChoice = 'auto' | 'embedded' | 'real';

/** Settings of {@link loadDataset}. */
export interface LoadOptions {
  /** @defaultValue 'auto' */
  readonly data?: DataChoice;
  /** The user's data folder. @defaultValue `HEBBENCH_DATA_DIR` */
  readonly directory?: string | undefined;
  /** Told what the user should know. */
  readonly notify?: ((message: string) => void) | undefined;
  readonly download?: DownloadOptions;
  /** Which splits to take of a set that is tested over folds: those for this seed. @defaultValue 0 */
  readonly seed?: number;
}

/** Share of the training images that the validation split takes. */
const VALIDATION_SHARE = 1 / 6;

/**
 * Loads a data set.
 * @param set - its definition, or the name of one of this package's
 * @throws `UNKNOWN_NAME`; `DATA_MISSING` or `DATA_CORRUPT` for a user's own files; `DOWNLOAD_FAILED` or `NOT_WRITABLE`;
 * `USAGE` if `HTTPS_PROXY` or `HTTP_PROXY` names no proxy
 */
export async function loadDataset(set: DatasetChoice, options: LoadOptions = {}): Promise<Dataset> {
  const { data = 'auto', directory, seed = 0 } = options;
  const definition = findDefinition(set);
  if (data === 'embedded') return embedded(definition);
  checkOwnDirectory(directory);
  const images = await loadImages(definition, options);
  return images ? assemble(definition, images, seed) : embedded(definition);
}

/** Images with what is known of them. */
interface Images {
  readonly splits: Splits;
  readonly origin: DataOrigin;
  /** Of the splits for seed 0: it is the same for all. */
  readonly digest: string;
  readonly verified?: false;
}

/** The images of a set's files; `undefined` if the stand-in is to be taken. */
async function loadImages(definition: DatasetDefinition, options: LoadOptions): Promise<Images | undefined> {
  if (definition.joined) return loadJoined(definition, definition.joined, options);
  const { directory, notify } = options;
  const files = findFilesOf(definition, directory) ?? (await fetchOr(definition, options));
  tellOfOtherFolder(definition, files, options);
  if (!files) return undefined;
  const splits = await definition.read(files);
  checkSplits(definition, splits);
  const digest = contentDigest(splits);
  const found = await verify(definition, files, digest);
  if (found === 'publisher') return { splits, origin: 'real', digest };
  // Whoever brings a set of their own knows whose it is.
  if (definition.download ?? definition.publisher)
    notify?.(notThePublishers(definition, files[0]!, digest, found));
  return { splits, origin: 'own', digest, ...(found === 'unknown' && { verified: false }) };
}

/** The images of a set that is made of two; stand-ins of both if one of them has no other. */
async function loadJoined(
  definition: DatasetDefinition,
  joined: Joined,
  options: LoadOptions,
): Promise<Images | undefined> {
  const first = await loadImages(joined.sets[0], options);
  const second = await loadImages(joined.sets[1], options);
  if (!first || !second) return undefined;
  const splits = joined.join(first.splits, second.splits);
  checkSplits(definition, splits);
  const both = [first, second];
  return {
    splits,
    origin: both.every(({ origin }) => origin === 'real') ? 'real' : 'own',
    digest: contentDigest(splits),
    ...(both.some(({ verified }) => verified === false) && { verified: false }),
  };
}

function notThePublishers(
  { title }: DatasetDefinition,
  file: string,
  digest: string,
  found: 'other' | 'unknown',
): string {
  const problem =
    found === 'other'
      ? `is not the publisher's: its digest is ${digest.slice(0, 12)}…`
      : 'is not verified: no digest of its images is known, and its files are not such as are downloaded';
  return `${title} in ${file} ${problem}. Its results are kept apart from those of the publisher’s images, as own data.`;
}

/**
 * The files of a set in the first folder that has it.
 * @param directory - the user's data folder
 * @throws `DATA_MISSING` if a folder has a part of the set, or the user's has it in a form that is not read
 */
export function findFilesOf(
  definition: DatasetDefinition,
  directory?: string,
): readonly string[] | undefined {
  const own = ownDirectory(directory);
  for (const each of searchDirectories(directory)) {
    const files = definition.find(each);
    if (files) return files;
    if (each === own) refuseOtherForms(each, definition);
  }
  return undefined;
}

/** Whoever names a folder is told when a set comes from elsewhere. */
function tellOfOtherFolder(
  { title, layout }: DatasetDefinition,
  files: readonly string[] | undefined,
  { directory, notify }: LoadOptions,
): void {
  const own = ownDirectory(directory);
  if (own === undefined || !files?.[0] || files[0].startsWith(join(own, sep))) return;
  notify?.(
    `${title} is not in ${own}, and is taken from ${dirname(files[0]!)}. In a folder it is: ${layout}.`,
  );
}

/**
 * Downloads a data set into the cache, unless it is there.
 * @param set - its definition, or the name of one of this package's
 * @returns its files
 * @throws `DATA_MISSING` if it cannot be downloaded, but must be brought
 */
export async function fetchDataset(
  set: DatasetChoice,
  options: DownloadOptions = {},
): Promise<readonly string[]> {
  const definition = findDefinition(set);
  if (definition.joined) {
    const [first, second] = definition.joined.sets;
    return [...(await fetchDataset(first, options)), ...(await fetchDataset(second, options))];
  }
  const { name, title, download = [], publisher, layout } = definition;
  const folder = join(cacheDirectory(), name);
  for (const file of download) await downloadFile(file, folder, options);
  const files = definition.find(cacheDirectory());
  if (files) return files;
  throw new HebbenchError('DATA_MISSING', `${title} was not found.`, {
    got: `nothing of it in ${cacheDirectory()}${download.length === 0 ? ', and no address to download it from' : ''}`,
    expected: layout,
    fix: `${publisher === undefined ? '' : `get it from ${publisher}, and `}name the folder that has it by --data-dir`,
  });
}

/**
 * Downloads a set, or says by `undefined` that the stand-in is to be taken. Whoever names a folder wants the images that
 * are there: with a folder, a stand-in in their place would be the answer to another question, and is an error.
 */
async function fetchOr(
  definition: DatasetDefinition,
  { data, directory, notify, download }: LoadOptions,
): Promise<readonly string[] | undefined> {
  try {
    return await fetchDataset(definition, download);
  } catch (error) {
    if (!(error instanceof HebbenchError) || error.code === 'USAGE') throw error;
    const own = ownDirectory(directory);
    if (own !== undefined) throw notInFolder(own, definition, error);
    if (data === 'real' || !definition.draw) throw error;
    notify?.(
      `USING THE EMBEDDED STAND-IN FOR ${definition.title.toUpperCase()}: drawn by this program, not the real images. ` +
        `Numbers are not comparable with the paper's. Reason: ${error.message.split('\n')[0]} ` +
        'To use real images, give their folder with --data-dir.',
    );
    return undefined;
  }
}

const drawn = new WeakMap<DatasetDefinition, Dataset>();

function embedded(definition: DatasetDefinition): Dataset {
  const known = drawn.get(definition);
  if (known) return known;
  if (!definition.draw) throw noStandIn(definition);
  const splits = definition.draw();
  checkSplits(definition, splits);
  const dataset = assemble(definition, { splits, origin: 'embedded', digest: contentDigest(splits) }, 0);
  drawn.set(definition, dataset);
  return dataset;
}

function noStandIn({ name, title }: DatasetDefinition): HebbenchError {
  return new HebbenchError('USAGE', `${title} has no drawn stand-in.`, {
    got: `--data embedded for the data set ${name}`,
    expected: 'a data set that can be drawn, or real images',
    fix: 'leave --data out, or name another data set',
  });
}

function assemble(
  definition: DatasetDefinition,
  { splits, origin, digest, verified }: Images,
  seed: number,
): Dataset {
  const { train, test } = splits.ofSeed?.(seed) ?? splits;
  const fit = Math.max(1, train.count - Math.floor(train.count * VALIDATION_SHARE));
  return {
    ...traitsOf(definition),
    images: { train: train.count, test: test.count },
    origin,
    classNames: definition.classNames,
    digest,
    ...(verified === false && { verified }),
    train,
    test,
    tuning: { fit: range(train, 0, fit), validation: range(train, fit, train.count) },
  };
}

function range({ count, pixels, labels }: Split, from: number, to: number): Split {
  const inputs = pixels.length / count;
  return {
    count: to - from,
    pixels: pixels.subarray(from * inputs, to * inputs),
    labels: labels.subarray(from, to),
  };
}

import { excerpt, HebbenchError, userPath } from '@hebbench/core';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetDefinition } from '../definition.ts';
import { fileKind, withArticle } from '../file-kind.ts';
import { listed } from '../formats/find-files.ts';
import { recogniseCifarBinary, recogniseCifarPython } from './cifar.ts';
import type { Found, Listing, Recognise } from './contents.ts';
import { recogniseCsv } from './csv.ts';
import { recogniseIdx } from './idx.ts';
import { kindOf } from './kind.ts';
import { recogniseNpy, recogniseNpz } from './numpy.ts';
import { recognisePictures } from './pictures.ts';
import { toSet } from './to-set.ts';

/** The forms in which a folder may hold a set. */
const FORMS: readonly Recognise[] = [
  recogniseIdx,
  recogniseNpz,
  recogniseNpy,
  recogniseCifarBinary,
  recogniseCifarPython,
  recogniseCsv,
  recognisePictures,
];

/** What {@link openFolder} reads, for people. */
export const FOLDER_LAYOUT =
  'four IDX files as MNIST has (plain or .gz); NPZ or NPY of x_train, y_train, x_test and y_test; the batches of CIFAR, binary or for Python; one CSV file to train on and one to test on, label first; or folders train/CLASS/ and test/CLASS/ of PNG files';

/**
 * The data set in a folder of the user's, in one of the {@link FOLDER_LAYOUT} forms: images of one size, with one to four
 * channels, of 2 to 1000 classes. It is read at once, as only its files say what it is.
 * @param name - what it is called, see {@link isDatasetName}
 * @param folder - relative paths are seen from where the user stands
 * @throws {@link HebbenchError} `DATA_MISSING` if the folder holds no set, more than one, or a part of one; `DATA_CORRUPT`
 * if a file is not what it should be
 */
export async function openFolder(name: string, folder: string): Promise<DatasetDefinition> {
  const path = userPath(folder);
  const listing = list(path);
  const found = recognise(listing);
  if (!found) throw holdsNoSet(listing);
  const { splits, shape, classNames } = toSet(path, await found.read());
  return {
    name,
    title: name,
    kind: kindOf(splits.train.pixels, shape),
    shape,
    classNames,
    images: { train: splits.train.count, test: splits.test.count },
    layout: FOLDER_LAYOUT,
    find: () => found.files,
    read: async () => splits,
  };
}

function list(folder: string): Listing {
  const kind = fileKind(folder);
  if (kind !== 'folder') {
    throw new HebbenchError('DATA_MISSING', `There is no data folder ${excerpt(folder)}.`, {
      got: kind === undefined ? excerpt(folder) : `${excerpt(folder)}, which is ${withArticle(kind)}`,
      expected: 'a folder that holds a data set',
      fix: 'correct the path',
    });
  }
  const names = readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .toSorted();
  const of = (kindOfEntry: string): string[] =>
    names.filter((name) => fileKind(join(folder, name)) === kindOfEntry);
  return { folder, files: of('file'), folders: of('folder') };
}

function recognise(listing: Listing): Found | undefined {
  const found = FORMS.flatMap((form) => form(listing) ?? []);
  if (found.length <= 1) return found[0];
  throw new HebbenchError('DATA_MISSING', `${listing.folder} holds more than one data set.`, {
    got: found.map(({ form }) => form).join(' and '),
    expected: 'a set in one form',
    fix: 'leave one of them in the folder, or name a folder with one of them',
  });
}

function holdsNoSet({ folder, files, folders }: Listing): HebbenchError {
  const deeper = folders.find((name) => FORMS.some((form) => form(list(join(folder, name)))));
  const names = [...folders.map((name) => `${name}/`), ...files];
  return new HebbenchError('DATA_MISSING', `${folder} holds no data set that is read.`, {
    got: names.length === 0 ? 'an empty folder' : listed(names),
    expected: FOLDER_LAYOUT,
    fix:
      deeper === undefined
        ? 'put the set there in one of these forms'
        : `name ${join(folder, deeper)}, which holds one`,
  });
}

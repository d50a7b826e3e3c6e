import { createStreams, HebbenchError } from '@hebbench/core';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileKind } from '../file-kind.ts';
import { corruptFile } from '../formats/corrupt.ts';
import { listed } from '../formats/find-files.ts';
import { readPng, type Picture } from '../formats/png.ts';
import { incomplete, SPLITS, type RawSplit, type Recognise, type SplitName } from './contents.ts';

const FORM = 'pictures by class';

/** Names that the folders of the splits may have, the first that is there. */
const FOLDERS: Readonly<Record<SplitName, readonly string[]>> = {
  train: ['train', 'training'],
  test: ['test', 'testing', 'val', 'valid', 'validation'],
};
const PICTURE = /\.png$/i;
const OTHER_PICTURE = /\.(jpe?g|gif|bmp|webp|tiff?)$/i;

/** Folders `train/CLASS/` and `test/CLASS/` of PNG files. */
export const recognisePictures: Recognise = ({ folder, folders }) => {
  const [train, test] = SPLITS.map((split) => FOLDERS[split].find((name) => folders.includes(name)));
  if (train === undefined && test === undefined) return undefined;
  return {
    form: FORM,
    files: [train, test].flatMap((name) => (name === undefined ? [] : [join(folder, name)])),
    read() {
      if (train === undefined || test === undefined) {
        throw incomplete(folder, FORM, {
          got: `a folder "${train ?? test}" alone`,
          expected: 'a folder "train" and a folder "test", each with a folder of PNG files for each class',
        });
      }
      const classNames = namesIn(join(folder, train)).toSorted(compareNames);
      if (classNames.length === 0) throw noPictures(join(folder, train));
      const tested = namesIn(join(folder, test));
      const strange = tested.find((name) => !classNames.includes(name));
      const missing = classNames.find((name) => !tested.includes(name));
      if (strange !== undefined || missing !== undefined) {
        throw incomplete(folder, FORM, {
          got:
            strange === undefined
              ? `a class "${missing}" in ${train}/ that ${test}/ does not have`
              : `a class "${strange}" in ${test}/ that ${train}/ does not have`,
          expected: `the classes of ${train}/ in both: ${listed(classNames)}`,
          fix: 'give both folders the same classes',
        });
      }
      return {
        train: readSplit(join(folder, train), classNames),
        test: readSplit(join(folder, test), classNames),
        classNames,
      };
    },
  };
};

const collator = new Intl.Collator('en', { numeric: true });
const compareNames = (a: string, b: string): number => collator.compare(a, b);

function namesIn(folder: string): string[] {
  return readdirSync(folder).filter(
    (name) => !name.startsWith('.') && fileKind(join(folder, name)) === 'folder',
  );
}

function readSplit(folder: string, classNames: readonly string[]): RawSplit {
  const pictures = mixed(
    classNames.flatMap((name, label) =>
      picturesIn(join(folder, name)).map((file) => ({ file, label, ...readPng(file) })),
    ),
  );
  const [first] = pictures;
  if (!first) throw noPictures(folder);
  const size = ({ height, width, channels }: Picture['shape']): string =>
    `${height} × ${width} × ${channels}`;
  const odd = pictures.find(({ shape }) => size(shape) !== size(first.shape));
  if (odd) {
    throw corruptFile(
      odd.file,
      `a picture of ${size(odd.shape)} (height × width × channels)`,
      `pictures of ${size(first.shape)}, as ${first.file} is`,
      'scale all pictures to one size, and save all with the same channels',
    );
  }
  return {
    images: folder,
    labelled: folder,
    count: pictures.length,
    shape: first.shape,
    pixels: Buffer.concat(pictures.map(({ pixels }) => pixels)),
    labels: pictures.map(({ label }) => label),
  };
}

/**
 * In an order that is random and the same each time: class after class, the last sixth of the images, on which settings
 * are chosen, would have the last classes alone.
 */
function mixed<T>(pictures: readonly T[]): T[] {
  const order = createStreams(0).stream('pictures by class').permutation(pictures.length);
  return Array.from(order, (i) => pictures[i]!);
}

function picturesIn(folder: string): string[] {
  const names = readdirSync(folder).toSorted(compareNames);
  const other = names.find((name) => OTHER_PICTURE.test(name));
  if (other !== undefined) {
    throw corruptFile(
      join(folder, other),
      'a picture of another format',
      'PNG files',
      'convert it, for instance by `magick mogrify -format png *.jpg`',
    );
  }
  return names.filter((name) => PICTURE.test(name)).map((name) => join(folder, name));
}

function noPictures(folder: string): HebbenchError {
  return new HebbenchError('DATA_MISSING', `There are no pictures in ${folder}.`, {
    got: 'no PNG file in the folder of any class',
    expected: 'a folder for each class, with PNG files in it',
    fix: 'put the pictures there',
  });
}

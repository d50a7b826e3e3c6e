import type { ImageShape } from '@hebbench/core';
import { join } from 'node:path';
import type { DatasetDefinition, RemoteFile, Splits } from '../definition.ts';
import { findFiles } from '../formats/find-files.ts';
import { readIdxSplit } from '../formats/idx-split.ts';
import { checkLabels } from '../formats/labels.ts';

/** What {@link idxSet} is told of a set that is published as MNIST is. */
export interface IdxSet extends Pick<
  DatasetDefinition,
  'name' | 'title' | 'classNames' | 'otherForms' | 'draw'
> {
  readonly digest?: string;
  /** Addresses of folders with its files. */
  readonly mirrors: readonly string[];
  /** The four files, packed: images and labels to train on, images and labels to test on. */
  readonly files: readonly Omit<RemoteFile, 'urls'>[];
  /** Folders below a data directory in which it is looked for, in order. */
  readonly folders: readonly string[];
}

const SHAPE: ImageShape = { height: 28, width: 28, channels: 1 };

/** A set of 70 000 drawings of 28 × 28, in four IDX files. */
export function idxSet({ mirrors, files, folders, digest, ...set }: IdxSet): DatasetDefinition {
  const plain = files.map(({ name }) => name.replace(/\.gz$/, ''));
  const places = folders.map((folder) => (folder === '.' ? 'the folder' : `its ${folder}/`)).join(' or ');
  return {
    ...set,
    ...(digest !== undefined && { digest }),
    kind: 'drawing',
    shape: SHAPE,
    images: { train: 60_000, test: 10_000 },
    download: files.map((file) => ({ ...file, urls: mirrors.map((mirror) => `${mirror}${file.name}`) })),
    layout: `${plain.join(', ')}, each plain or with .gz, in ${places}`,
    find: (directory) =>
      findFiles(
        set.title,
        folders.map((folder) => join(directory, folder)),
        plain.map((name) => {
          const dotted = name.replace('-idx', '.idx');
          return [`${name}.gz`, name, `${dotted}.gz`, dotted];
        }),
      ),
    read: async (found) => readSplits(found, set.classNames.length),
  };
}

function readSplits(files: readonly string[], classes: number): Splits {
  const [trainImages, trainLabels, testImages, testLabels] = files as [string, string, string, string];
  const read = (images: string, labels: string): Splits['train'] => {
    const split = readIdxSplit(images, labels, SHAPE);
    checkLabels(split.labels, classes, labels);
    return split;
  };
  return { train: read(trainImages, trainLabels), test: read(testImages, testLabels) };
}

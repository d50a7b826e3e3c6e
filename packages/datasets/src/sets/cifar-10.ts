import type { Split } from '@hebbench/core';
import { join } from 'node:path';
import type { DatasetDefinition } from '../definition.ts';
import { drawPictures } from '../embedded/pictures.ts';
import type { RawSplit } from '../folder/contents.ts';
import { CIFAR_SHAPE, joinSplits, parseRecords, recordsLength } from '../formats/cifar.ts';
import { corruptFile } from '../formats/corrupt.ts';
import { findFiles } from '../formats/find-files.ts';
import { checkLabels } from '../formats/labels.ts';
import { readMaybeCompressed } from '../formats/read-file.ts';
import { readTarGz } from '../formats/tar-gz.ts';

const CLASS_NAMES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];
const ARCHIVE = 'cifar-10-binary.tar.gz';
const FOLDER = 'cifar-10-batches-bin';
const BATCHES = [1, 2, 3, 4, 5].map((number) => `data_batch_${number}.bin`).concat('test_batch.bin');

/** CIFAR-10 (Krizhevsky 2009): small colour photographs, in the binary version. */
export const cifar10: DatasetDefinition = {
  name: 'cifar-10',
  title: 'CIFAR-10',
  kind: 'photograph',
  shape: CIFAR_SHAPE,
  classNames: CLASS_NAMES,
  images: { train: 50_000, test: 10_000 },
  digest: '60cdfb43ac783d5dbd306d0d1bff6c37abd21c71ebe8093884caf6ca9a2dce9a',
  download: [
    {
      name: ARCHIVE,
      urls: [`https://www.cs.toronto.edu/~kriz/${ARCHIVE}`],
      md5: 'c32a1d4ab5d03f1284b67883e8d87530',
      bytes: 170_052_171,
    },
  ],
  layout: `data_batch_1.bin to data_batch_5.bin and test_batch.bin (the binary version) in the folder, its ${FOLDER}/ or its cifar-10/; or ${ARCHIVE}`,
  otherForms: [
    { pattern: /^cifar-10-(batches-py|python\.tar\.gz)$/, title: 'the version for Python' },
    { pattern: /^cifar-10-(batches-mat|matlab\.tar\.gz)$/, title: 'the version for Matlab' },
    { pattern: /^(data_batch_[1-5]|test_batch)(\.mat)?$/, title: 'the version for Python or Matlab' },
    { pattern: /^cifar-?10.*\.(npz|pt|parquet|csv)$/i, title: 'of another program' },
  ],
  find(directory) {
    const roots = ['cifar-10', '.'].map((folder) => join(directory, folder));
    const folders = [...roots.map((root) => join(root, FOLDER)), ...roots];
    return (
      findFiles(
        'CIFAR-10',
        folders,
        BATCHES.map((name) => [name]),
      ) ?? findFiles('CIFAR-10', roots, [[ARCHIVE]])
    );
  },
  async read(files) {
    const batches =
      files.length === 1
        ? await readArchive(files[0]!)
        : files.map((file) => ({
            file,
            bytes: readMaybeCompressed(file, (_, length) => recordsLength(length, file)),
          }));
    const splits = batches.map(({ file, bytes }) => parseBatch(bytes, file));
    return { train: toBytes(joinSplits(splits.slice(0, -1))), test: toBytes(splits.at(-1)!) };
  },
  draw: drawPictures,
};

interface NamedBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

async function readArchive(archive: string): Promise<NamedBytes[]> {
  const contents = await readTarGz(archive, (name) => BATCHES.includes(name));
  return BATCHES.map((name) => {
    const bytes = contents.get(name);
    if (!bytes) throw corruptFile(archive, `an archive without ${name}`, `${BATCHES.length} batches`);
    return { file: `${archive}:${name}`, bytes };
  });
}

/** Parses a batch of one label an image. */
export function parseBatch(bytes: Uint8Array, file: string): RawSplit {
  recordsLength(bytes.length, file);
  const split = parseRecords(bytes, file);
  checkLabels(Uint8Array.from(split.labels), CLASS_NAMES.length, file);
  return split;
}

function toBytes({ count, pixels, labels }: RawSplit): Split {
  return { count, pixels, labels: Uint8Array.from(labels) };
}

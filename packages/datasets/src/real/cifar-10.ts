import type { ImageShape, Split } from '@hebbench/core';
import { join } from 'node:path';
import type { DatasetDefinition } from '../definition.ts';
import { drawPictures } from '../embedded/pictures.ts';
import { corruptFile } from './corrupt.ts';
import { findFiles } from './find-files.ts';
import { checkLabels } from './labels.ts';
import { MOST_BYTES, readMaybeCompressed } from './read-file.ts';
import { readTarGz } from './tar-gz.ts';

const SHAPE: ImageShape = { height: 32, width: 32, channels: 3 };
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
const PLANE = SHAPE.height * SHAPE.width;
const RECORD = 1 + PLANE * SHAPE.channels;

/** CIFAR-10 (Krizhevsky 2009): small colour photographs, in the binary version. */
export const cifar10: DatasetDefinition = {
  name: 'cifar-10',
  title: 'CIFAR-10',
  shape: SHAPE,
  classNames: CLASS_NAMES,
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
            bytes: readMaybeCompressed(file, (_, length) => batchLength(length, file)),
          }));
    const splits = batches.map(({ file, bytes }) => parseBatch(bytes, file));
    return { train: joinSplits(splits.slice(0, -1)), test: splits.at(-1)! };
  },
  draw: drawPictures,
};

interface NamedBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

async function readArchive(archive: string): Promise<NamedBytes[]> {
  const contents = await readTarGz(archive, BATCHES);
  return BATCHES.map((name) => {
    const bytes = contents.get(name);
    if (!bytes) throw corruptFile(archive, `an archive without ${name}`, `${BATCHES.length} batches`);
    return { file: `${archive}:${name}`, bytes };
  });
}

/** Parses records of a label and three colour planes; pixels come out with their channels last. */
export function parseBatch(bytes: Uint8Array, file: string): Split {
  const count = batchLength(bytes.length, file) / RECORD;
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * (RECORD - 1));
  for (let image = 0; image < count; image++) {
    const record = image * RECORD;
    labels[image] = bytes[record]!;
    let out = image * (RECORD - 1);
    for (let at = record + 1; at <= record + PLANE; at++) {
      pixels[out++] = bytes[at]!;
      pixels[out++] = bytes[at + PLANE]!;
      pixels[out++] = bytes[at + 2 * PLANE]!;
    }
  }
  checkLabels(labels, CLASS_NAMES.length, file);
  return { count, pixels, labels };
}

/**
 * The length of a batch, if it may have it.
 * @throws `DATA_CORRUPT`
 */
function batchLength(bytes: number, file: string): number {
  if (bytes > 0 && bytes % RECORD === 0 && bytes <= MOST_BYTES) return bytes;
  throw corruptFile(file, `${bytes} bytes`, `a multiple of ${RECORD} bytes, one record an image`);
}

function joinSplits(splits: readonly Split[]): Split {
  const count = splits.reduce((sum, split) => sum + split.count, 0);
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * (RECORD - 1));
  let at = 0;
  for (const split of splits) {
    labels.set(split.labels, at);
    pixels.set(split.pixels, at * (RECORD - 1));
    at += split.count;
  }
  return { count, pixels, labels };
}

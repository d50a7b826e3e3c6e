import type { ImageShape, Split } from '@hebbench/core';
import { join } from 'node:path';
import type { DatasetDefinition } from '../definition.ts';
import { drawDigits } from '../embedded/digits.ts';
import { corruptFile } from './corrupt.ts';
import { findFiles } from './find-files.ts';
import { idxLength, parseIdx, type IdxArray } from './idx.ts';
import { checkLabels } from './labels.ts';
import { readMaybeCompressed } from './read-file.ts';

const SHAPE: ImageShape = { height: 28, width: 28, channels: 1 };
const CLASSES = 10;

const MIRRORS = [
  'https://ossci-datasets.s3.amazonaws.com/mnist/',
  'https://storage.googleapis.com/cvdf-datasets/mnist/',
];

const FILES = [
  { name: 'train-images-idx3-ubyte', md5: 'f68b3c2dcbeaaa9fbdd348bbdeb94873', bytes: 9_912_422 },
  { name: 'train-labels-idx1-ubyte', md5: 'd53e105ee54ea40749a09fcbcd1e9432', bytes: 28_881 },
  { name: 't10k-images-idx3-ubyte', md5: '9fb629c4189551a2d022fa330f9573f3', bytes: 1_648_877 },
  { name: 't10k-labels-idx1-ubyte', md5: 'ec29112dd5afa0611ce80d1b7f02629c', bytes: 4_542 },
];

const FOLDERS = ['mnist', 'MNIST/raw', '.'];

/** MNIST (LeCun, Cortes, Burges): handwritten digits in the IDX format. */
export const mnist: DatasetDefinition = {
  name: 'mnist',
  title: 'MNIST',
  shape: SHAPE,
  classNames: Array.from({ length: CLASSES }, (_, digit) => String(digit)),
  digest: '3943ffc0774bc68dfd74bfc5b74b71d5596529ad8fce5f77587cf1abcaebf4e4',
  download: FILES.map(({ name, md5, bytes }) => ({
    name: `${name}.gz`,
    urls: MIRRORS.map((mirror) => `${mirror}${name}.gz`),
    md5,
    bytes,
  })),
  layout: `${FILES.map(({ name }) => name).join(', ')}, each plain or with .gz, in the folder, its mnist/ or its MNIST/raw/`,
  otherForms: [
    { pattern: /^mnist.*\.npz$/i, title: 'NumPy, as Keras keeps it' },
    { pattern: /^mnist.*\.csv$/i, title: 'text, as Kaggle keeps it' },
    { pattern: /^mnist.*\.(pkl|pkl\.gz|mat|pt|parquet)$/i, title: 'of another program' },
  ],
  find: (directory) =>
    findFiles(
      'MNIST',
      FOLDERS.map((folder) => join(directory, folder)),
      FILES.map(({ name }) => {
        const dotted = name.replace('-idx', '.idx');
        return [`${name}.gz`, name, `${dotted}.gz`, dotted];
      }),
    ),
  async read([trainImages, trainLabels, testImages, testLabels]) {
    return { train: readSplit(trainImages!, trainLabels!), test: readSplit(testImages!, testLabels!) };
  },
  draw: drawDigits,
};

function readIdx(file: string, dimensions: number): IdxArray {
  const bytes = readMaybeCompressed(file, (start) => idxLength(start, file, dimensions));
  return parseIdx(bytes, file, dimensions);
}

function readSplit(imageFile: string, labelFile: string): Split {
  const images = readIdx(imageFile, 3);
  const labels = readIdx(labelFile, 1);
  const [count, height, width] = images.shape as [number, number, number];
  if (height !== SHAPE.height || width !== SHAPE.width) {
    throw corruptFile(
      imageFile,
      `images of ${height} × ${width}`,
      `images of ${SHAPE.height} × ${SHAPE.width}`,
    );
  }
  if (count === 0) throw corruptFile(imageFile, 'no image', 'at least one image');
  if (labels.values.length !== count) {
    throw corruptFile(labelFile, `${labels.values.length} labels`, `${count} labels, one for each image`);
  }
  checkLabels(labels.values, CLASSES, labelFile);
  return { count, pixels: images.values, labels: labels.values };
}

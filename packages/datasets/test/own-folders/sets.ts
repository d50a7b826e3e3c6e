import { idxFile } from '../idx-file.ts';
import { written } from './files.ts';
import type { Files } from './put-folder.ts';

/** As `write-files.py` has them: six images of 3 × 4 to train on, two to test on, of three classes. */
export const X_TRAIN = Array.from({ length: 72 }, (_, i) => 3 * i);
export const X_TEST = Array.from({ length: 24 }, (_, i) => 200 + i);
export const Y_TRAIN = [0, 1, 2, 0, 1, 2];
export const Y_TEST = [2, 0];

/** Four NPY files. */
export const NPY: Files = Object.fromEntries(
  ['x_train', 'y_train', 'x_test', 'y_test'].map((name) => [`${name}.npy`, written(`${name}.npy`)]),
);

/** {@link NPY} with another file of images to train on. */
export const imagesOf = (name: string): Files => ({ ...NPY, 'x_train.npy': written(`x_train.${name}.npy`) });
/** {@link NPY} with another file of labels to train on. */
export const labelsOf = (name: string): Files => ({ ...NPY, 'y_train.npy': written(`y_train.${name}.npy`) });

/** The four files of MNIST. */
export const IDX: Readonly<Record<string, Uint8Array>> = {
  'train-images-idx3-ubyte': idxFile([6, 3, 4], Uint8Array.from(X_TRAIN)),
  'train-labels-idx1-ubyte': idxFile([6], Uint8Array.from(Y_TRAIN)),
  't10k-images-idx3-ubyte': idxFile([2, 3, 4], Uint8Array.from(X_TEST)),
  't10k-labels-idx1-ubyte': idxFile([2], Uint8Array.from(Y_TEST)),
};

/** Two images a batch, as CIFAR's publisher pickled them. */
export const PYTHON: Files = { data_batch_1: written('python2'), test_batch: written('python2-test') };

/** An image of CIFAR's size as `write-files.py` has them, channels last: column, row, label. */
export const cifarImage = (label: number): number[] =>
  Array.from({ length: 1024 }, (_, i) => [i % 32, Math.floor(i / 32), label]).flat();

/** Records of the binary version of such images. */
export const records = (...labels: (readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    labels.flatMap((bytes) => {
      const image = cifarImage(bytes.at(-1)!);
      return [...bytes, ...[0, 1, 2].flatMap((plane) => image.filter((_, i) => i % 3 === plane))];
    }),
  );

/** The rows of `write-files.py`, label first, and one to test on. */
export const TABLE = '0,0,64,128,255\n1,9,8,7,6\n0,5,5,5,5\n';
export const CSV: Files = { 'train.csv': TABLE, 'test.csv': '1,1,2,3,4\n' };

/** Pictures of two classes. */
export const PNG: Files = Object.fromEntries(
  ['train/cat/1.png', 'train/dog/1.png', 'test/cat/2.png', 'test/dog/3.png'].map((name) => [
    name,
    written('L.png'),
  ]),
);

/** Without some files. */
export const without = (files: Files, ...names: readonly string[]): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));

import { describe } from 'vitest';
import { idxFile } from '../idx-file.ts';
import { written } from './files.ts';
import type { Files } from './put-folder.ts';
import { MISSING, testRefusals, type Row } from './refusals.ts';
import { IDX, imagesOf, labelsOf, NPY, PYTHON, records, without } from './sets.ts';

const AGAIN = 'save it again by numpy.save';
const PUBLISHER = 'take the files as their publisher has them';
const archive = written('savez.npz');

/** One byte changed. */
function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice();
  changed[at]! ^= 1;
  return changed;
}

const IDX_ROWS: readonly Row[] = [
  {
    name: 'no test part',
    files: without(IDX, 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'),
    ...MISSING,
    says: ['no images to test', 'images to test on with labels', 'add what is missing'],
  },
  {
    name: 'mixed sizes',
    files: { ...IDX, 't10k-images-idx3-ubyte': idxFile([2, 4, 4], new Uint8Array(32)) },
    says: ['4 × 4 × 1', '3 × 4 × 1', 'one size'],
  },
  {
    name: 'a label that no image to train on has',
    files: { ...IDX, 't10k-labels-idx1-ubyte': idxFile([2], Uint8Array.of(0, 3)) },
    says: ['label 3 of image 1', 'labels from 0 to 2', 'correct the labels'],
  },
];

const NUMPY: readonly Row[] = [
  {
    name: 'NPY without a test part',
    files: without(NPY, 'x_test.npy', 'y_test.npy'),
    ...MISSING,
    says: ['no images to test', 'images to test on with labels', 'add what is missing'],
  },
  { name: 'images of another size', files: imagesOf('wide'), says: ['3 × 4 × 1', '3 × 5 × 1', 'one size'] },
  {
    name: 'images by columns',
    files: imagesOf('fortran'),
    says: ['column by column', 'row by row', 'ascontiguousarray'],
  },
  { name: 'a type that is not read', files: imagesOf('half'), says: ['"<f2"', 'numbers', AGAIN] },
  { name: 'Python objects', files: imagesOf('objects'), says: ['Python objects', 'numbers', AGAIN] },
  {
    name: 'normalised images',
    files: imagesOf('normalised'),
    says: ['values from -1 to', '0 to 255', 'before they were normalised'],
  },
  {
    name: 'images that are not square',
    files: imagesOf('odd'),
    says: ['7 values', 'square', 'NPY of shape'],
  },
  {
    name: 'no image',
    files: imagesOf('none'),
    says: ['shape (0, 3, 4)', '(n, height, width)', 'save the array'],
  },
  { name: 'labels one-hot', files: labelsOf('one-hot'), says: ['shape (6, 3)', 'shape (n)', 'argmax'] },
  {
    name: 'labels between classes',
    files: labelsOf('half'),
    says: ['label 0.5', 'whole numbers', 'correct the labels'],
  },
  {
    name: 'too few labels',
    files: labelsOf('short'),
    says: ['5 labels for 6 images', 'one label', 'belong to the images'],
  },
  {
    name: 'a class without images',
    files: labelsOf('gap'),
    says: ['class 1, of 0 … 4', 'every class', 'add images'],
  },
  { name: 'a single class', files: labelsOf('one'), says: ['1 class', '2 to 1000', 'number the classes'] },
  {
    name: 'a label that no image to train on has',
    files: { ...NPY, 'y_test.npy': written('y_test.out.npy') },
    says: ['label 3 of image 0', 'labels from 0 to 2', 'correct the labels'],
  },
  {
    name: 'NPY cut off',
    files: { ...NPY, 'x_test.npy': NPY['x_test.npy']!.slice(0, -1) as Uint8Array },
    says: ['23 bytes', '24 bytes', AGAIN],
  },
  {
    name: 'NPY that is something else',
    files: { ...NPY, 'x_test.npy': '<html>' },
    says: ['"<html>"', 'NPY', AGAIN],
  },
  {
    name: 'NPZ cut off',
    files: { 'mnist.npz': archive.slice(0, -30) },
    says: ['End of central directory', 'complete ZIP', 'fetch the file'],
  },
  {
    name: 'NPZ with a byte changed in what is stored unpacked',
    // The last value of the first array.
    files: { 'mnist.npz': flipped(archive, Buffer.from(archive).indexOf('PK', 4) - 1) },
    says: ['x_train.npy has another checksum', 'complete ZIP', 'fetch the file'],
  },
  {
    name: 'NPZ with half a set',
    files: { 'x_train.npz': written('x_train.npz') },
    ...MISSING,
    says: ['x_train, and no labels to train', 'images to test on', 'add what is missing'],
  },
  {
    name: 'two NPZ of the same arrays',
    files: { 'a.npz': archive, 'b.npz': written('savez_compressed.npz') },
    ...MISSING,
    says: ['b.npz:x_train.npy', 'one array of each name', 'leave one set'],
  },
];

const batch = (name: string): Files => ({ ...PYTHON, data_batch_1: written(name) });

const CIFAR: readonly Row[] = [
  {
    name: 'no test batch',
    files: without(PYTHON, 'test_batch'),
    ...MISSING,
    says: ['data_batch_1', 'test_batch', 'add what is missing'],
  },
  {
    name: 'binary without a test batch',
    files: { 'data_batch_1.bin': records([0], [1]) },
    ...MISSING,
    says: ['data_batch_1.bin', 'test_batch.bin', 'add what is missing'],
  },
  {
    name: 'a binary batch cut off',
    files: { 'data_batch_1.bin': records([0], [1]).slice(1), 'test_batch.bin': records([0]) },
    says: ['6145 bytes', 'a multiple of 3073', 'fetch the file again'],
  },
  {
    name: 'a binary label that no image to train on has',
    files: { 'data_batch_1.bin': records([0], [1]), 'test_batch.bin': records([9]) },
    says: ['label 9 of image 0', 'labels from 0 to 1', 'correct the labels'],
  },
  {
    name: 'an opcode that is not read',
    files: batch('set'),
    says: ['opcode 0x8f', 'plain values', PUBLISHER],
  },
  {
    name: 'a function to call',
    files: batch('global'),
    says: ['asks for __builtin__.print', 'plain values', PUBLISHER],
  },
  {
    name: 'a pickle cut off',
    files: { ...PYTHON, test_batch: written('python2').slice(0, 900) },
    says: ['cut off', 'a pickle', PUBLISHER],
  },
  { name: 'an array by columns', files: batch('fortran'), says: ['by columns', 'by rows', 'row by row'] },
  { name: 'a list', files: batch('list'), says: ['something else', 'a dictionary', PUBLISHER] },
  {
    name: 'labels alone',
    files: batch('no-data'),
    says: ['a pickle of labels', 'an array "data"', PUBLISHER],
  },
  {
    name: 'labels that are nothing',
    files: batch('labels-none'),
    says: ['a pickle of', 'that are numbers', PUBLISHER],
  },
  {
    name: 'labels between classes',
    files: batch('labels-half'),
    says: ['label 0.5 of image 1', 'whole numbers', 'correct the labels'],
  },
  {
    name: 'names that are numbers',
    files: { ...PYTHON, 'batches.meta': written('meta-numbers') },
    says: ['number in place of a text', 'names of classes', 'remove this one'],
  },
];

describe.each([
  { form: 'IDX', rows: IDX_ROWS },
  { form: 'NumPy', rows: NUMPY },
  { form: 'CIFAR', rows: CIFAR },
])('$form', ({ rows }) => {
  testRefusals(rows);
});

import { drawDigits } from '../embedded/digits.ts';
import { idxSet } from './idx-set.ts';

/** MNIST (LeCun, Cortes, Burges): handwritten digits. */
export const mnist = idxSet({
  name: 'mnist',
  title: 'MNIST',
  classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
  digest: '3943ffc0774bc68dfd74bfc5b74b71d5596529ad8fce5f77587cf1abcaebf4e4',
  mirrors: [
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
  ],
  files: [
    { name: 'train-images-idx3-ubyte.gz', md5: 'f68b3c2dcbeaaa9fbdd348bbdeb94873', bytes: 9_912_422 },
    { name: 'train-labels-idx1-ubyte.gz', md5: 'd53e105ee54ea40749a09fcbcd1e9432', bytes: 28_881 },
    { name: 't10k-images-idx3-ubyte.gz', md5: '9fb629c4189551a2d022fa330f9573f3', bytes: 1_648_877 },
    { name: 't10k-labels-idx1-ubyte.gz', md5: 'ec29112dd5afa0611ce80d1b7f02629c', bytes: 4_542 },
  ],
  folders: ['mnist', 'MNIST/raw', '.'],
  otherForms: [
    { pattern: /^mnist.*\.npz$/i, title: 'NumPy, as Keras keeps it' },
    { pattern: /^mnist.*\.csv$/i, title: 'text, as Kaggle keeps it' },
    { pattern: /^mnist.*\.(pkl|pkl\.gz|mat|pt|parquet)$/i, title: 'of another program' },
  ],
  draw: drawDigits,
});

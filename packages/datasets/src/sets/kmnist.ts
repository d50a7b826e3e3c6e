import { drawSigns } from '../embedded/signs.ts';
import { idxSet } from './idx-set.ts';

/** Kuzushiji-MNIST (Clanuwat et al. 2018): cursive hiragana. */
export const kmnist = idxSet({
  name: 'kmnist',
  title: 'Kuzushiji-MNIST',
  classNames: ['o', 'ki', 'su', 'tsu', 'na', 'ha', 'ma', 'ya', 're', 'wo'],
  mirrors: [
    'https://codh.rois.ac.jp/kmnist/dataset/kmnist/',
    'http://codh.rois.ac.jp/kmnist/dataset/kmnist/',
  ],
  files: [
    { name: 'train-images-idx3-ubyte.gz', md5: 'bdb82020997e1d708af4cf47b453dcf7', bytes: 18_165_135 },
    { name: 'train-labels-idx1-ubyte.gz', md5: 'e144d726b3acfaa3e44228e80efcd344', bytes: 29_497 },
    { name: 't10k-images-idx3-ubyte.gz', md5: '5c965bf0a639b31b8f53240b1b52f4d7', bytes: 3_041_136 },
    { name: 't10k-labels-idx1-ubyte.gz', md5: '7320c461ea6c1c855c0b718fb2a4b134', bytes: 5_120 },
  ],
  folders: ['kmnist', 'KMNIST/raw'],
  draw: drawSigns,
});

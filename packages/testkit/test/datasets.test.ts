import type { Split } from '@hebbench/core';
import { DATASETS, type DatasetDefinition, type Splits } from '@hebbench/datasets';
import { expect, test } from 'vitest';
import { DATASET_CHECKS, describeDataset, type DatasetCheck, type DatasetCheckName } from '../src/index.ts';

/** Pinned: a stand-in never changes between versions or platforms. */
const STAND_INS: Readonly<Record<string, string>> = {
  mnist: 'ea37dac6fadb58868b668db2d5ed450377e3985c21eeb9c5f232d89351b9e14f',
  'cifar-10': 'e5ea48db6be6e5486e46c1f52daf814e750c6aa4a11b5042abb729e473570e61',
  'fashion-mnist': 'bce4dc04655e9587b07d28a1664a0692b38b60fac889d735b324a8646905e0c1',
  kmnist: 'c3b80fe12c8f311f55a853eb18e9b202f77dcd1563b32fce4f7c78f8b280e657',
  'emnist-letters': '4a145f064959640ea7c74715d650cbf7ac37ab17e3a8edbd72b7a7ebd3f1c537',
  fsdd: 'bc8d6bf1bf5e2528b0ced12f01ff4d7ecd909f49e5e8b450ddf533ed7e707d1d',
  urbansound8k: '519a9b031c7d4180f66c1c9e512deca9dc26cb0e5e1ccc5b59ccc174be4590e3',
};

DATASETS.forEach((set) => describeDataset(set, { standIn: STAND_INS[set.name] }));

const SIZE = 4;
/** A folder that is there; nothing in it is looked at. */
const FOLDER = import.meta.dirname;

function split(labels: readonly number[]): Split {
  const pixels = Uint8Array.from({ length: SIZE * labels.length }, (_, i) => i);
  return { count: labels.length, pixels, labels: Uint8Array.from(labels) };
}

const blank = (labels: readonly number[]): Split => ({
  ...split(labels),
  pixels: new Uint8Array(SIZE * labels.length),
});
const splits = (train: Split, held = split([0, 1])): Splits => ({ train, test: held });
/** The validation split is its last two images. */
const TRAIN = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1];

const good: DatasetDefinition = {
  name: 'good',
  title: 'Good',
  kind: 'drawing',
  shape: { height: 2, width: 2, channels: 1 },
  classNames: ['a', 'b'],
  images: { train: TRAIN.length, test: 2 },
  layout: 'in a folder',
  find: (directory) => (directory === FOLDER ? [FOLDER] : undefined),
  read: async () => splits(split(TRAIN)),
  draw: () => splits(split(TRAIN)),
};

let draws = 0;
const SORTED = TRAIN.toSorted();
const file = { name: 'a.gz', urls: ['https://example.org/a.gz'], md5: 'f'.repeat(32), bytes: 1 };

const BROKEN: readonly [what: string, fails: DatasetCheckName, Partial<DatasetDefinition>][] = [
  ['a name with a space', 'the definition is valid', { name: 'not good' }],
  ['a short MD5', 'downloads can be checked', { download: [{ ...file, md5: 'f' }] }],
  ['no address', 'downloads can be checked', { download: [{ ...file, urls: [] }] }],
  ['a file outside its folder', 'downloads can be checked', { download: [{ ...file, name: '../a' }] }],
  ['two files of one name', 'downloads can be checked', { download: [file, file] }],
  ['files everywhere', 'an empty folder holds nothing of it', { find: () => [FOLDER] }],
  ['a label too high', 'splits are as the definition says', { draw: () => splits(split([0, 2])) }],
  ['other images', 'splits are as the definition says', { shape: { height: 2, width: 3, channels: 1 } }],
  ['no image', 'splits are as the definition says', { read: async () => splits(split([])) }],
  ['blank images', 'splits are as the definition says', { draw: () => splits(blank(TRAIN)) }],
  ['drawn by class', 'every class is in every split', { draw: () => splits(split(SORTED)) }],
  ['read by class', 'every class is in every split', { read: async () => splits(split(SORTED)) }],
  ['a class not tested', 'every class is in every split', { draw: () => splits(split(TRAIN), split([0])) }],
  ['a new drawing', 'the same images each time', { draw: () => splits(split([...TRAIN, draws++ % 2])) }],
];

test.each(Object.entries(DATASET_CHECKS))(
  'a set that keeps the contract passes: %s',
  async (_, check: DatasetCheck) => {
    await check({ ...good, download: [file] }, { directory: FOLDER });
  },
);

test.each(BROKEN)('%s fails: %s', async (_, name, broken) => {
  const check: DatasetCheck = DATASET_CHECKS[name];
  const run = async (): Promise<void> => check({ ...good, ...broken }, { directory: FOLDER });
  await expect(run()).rejects.toThrow();
});

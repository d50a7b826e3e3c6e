import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { datasetStatus, loadDataset } from '../../src/index.ts';
import { errorOf, IMAGES, writeMnist } from '../small-sets.ts';
import { folder, LABELS, put, TEST, TRAIN, useFolders } from './try-folder.ts';

useFolders();

describe('a folder with a set in a form that is not read', () => {
  test.each([
    { set: 'mnist', name: 'mnist.npz', says: 'mnist.npz (NumPy, as Keras keeps it)' },
    { set: 'mnist', name: 'mnist_train.csv', says: 'mnist_train.csv (text' },
    { set: 'cifar-10', name: 'cifar-10-batches-py', says: 'cifar-10-batches-py (the version for Python)' },
    { set: 'cifar-10', name: 'cifar-10-python.tar.gz', says: 'the version for Python' },
    { set: 'cifar-10', name: 'data_batch_1', says: 'data_batch_1 (the version for Python' },
  ] as const)('$name: says what was found and what was expected', async ({ set, name, says }) => {
    put(name, '');
    for (const data of ['auto', 'real'] as const) {
      const error = await errorOf(loadDataset(set, { data, directory: folder() }));
      expect(error.code).toBe('DATA_MISSING');
      expect(error.got).toContain(says);
      expect(error.expected).toContain(set === 'mnist' ? 'train-images-idx3-ubyte' : 'data_batch_1.bin');
    }
    expect((await loadDataset(set, { data: 'embedded', directory: folder() })).origin).toBe('embedded');
    expect(await datasetStatus(folder(), false, [set])).toMatchObject([{ state: 'broken' }]);
  });
});

describe('a folder without a set', () => {
  test.each([
    { name: 'is empty', fill: () => {}, says: 'with nothing;', fix: 'put its files there' },
    {
      name: 'holds something else',
      fill: () => put('holiday.jpg', ''),
      says: 'with holiday.jpg;',
      fix: 'put its files there',
    },
    {
      name: 'has it one level deeper',
      fill: () => writeMnist(join(folder(), 'digits')),
      says: 'with digits/;',
      fix: 'digits, which has it',
    },
  ])('$name: no stand-in is taken for it', async ({ fill, says, fix }) => {
    fill();
    for (const data of ['auto', 'real'] as const) {
      const error = await errorOf(loadDataset('mnist', { data, directory: folder() }));
      expect(error.message).toContain(`MNIST is not in ${folder()}, nor could it be downloaded`);
      expect(error.got).toContain(says);
      expect(error.expected).toContain('train-images-idx3-ubyte');
      expect(error.fix).toContain(fix);
    }
  });

  test('is said to be so when the set is taken from the cache', async () => {
    const cache = join(folder(), 'cache');
    vi.stubEnv('HEBBENCH_CACHE_DIR', cache);
    writeMnist(join(cache, 'mnist'));
    mkdirSync(join(folder(), 'own'));
    const notes: string[] = [];
    const notify = (note: string): void => void notes.push(note);
    await loadDataset('mnist', { directory: join(folder(), 'own'), notify });
    expect(notes[0]).toContain(`MNIST is not in ${join(folder(), 'own')}, and is taken from ${cache}`);
    await loadDataset('mnist', { directory: cache, notify });
    expect(notes.filter((note) => note.includes('is not in'))).toHaveLength(1);
  });
});

test('files beside folders of almost their names are read', async () => {
  writeMnist(folder());
  for (const name of [TRAIN, TEST, LABELS, 'train-labels-idx1-ubyte']) {
    renameSync(join(folder(), name), join(folder(), name.replace('-idx', '.idx')));
    mkdirSync(join(folder(), name));
  }
  expect((await loadDataset('mnist', { data: 'real', directory: folder() })).train.count).toBe(IMAGES);
});

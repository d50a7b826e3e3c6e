import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as tar from 'tar';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { datasetStatus, loadDataset } from '../src/index.ts';
import { idxFile } from './idx-file.ts';
import { errorOf, IMAGES, writeCifar, writeMnist } from './small-sets.ts';

const root = mkdtempSync(join(tmpdir(), 'hebbench-datasets-'));
const cache = join(root, 'cache');

beforeAll(() => {
  vi.stubEnv('HEBBENCH_CACHE_DIR', cache);
  vi.stubEnv('HEBBENCH_DATA_DIR', undefined);
});
afterAll(() => {
  // What whoever runs the tests has set is there again.
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

describe('a folder of MNIST', () => {
  const directory = join(root, 'mnist-plain');
  beforeAll(() => writeMnist(join(directory, 'mnist')));

  test('is found, read and split', async () => {
    const notes: string[] = [];
    const dataset = await loadDataset('mnist', {
      data: 'real',
      directory,
      notify: (note) => notes.push(note),
    });
    expect(dataset).toMatchObject({ name: 'mnist', origin: 'own', inputs: 784, classes: 10 });
    expect([dataset.train.count, dataset.test.count]).toEqual([IMAGES, IMAGES]);
    expect([dataset.tuning.fit.count, dataset.tuning.validation.count]).toEqual([10, 2]);
    expect([...dataset.tuning.validation.labels]).toEqual([0, 1]);
    expect(dataset.tuning.validation.pixels).toEqual(dataset.train.pixels.subarray(10 * 784));
    expect(notes.join()).toContain("is not the publisher's");
  });

  test('gives the same digest compressed, in another folder, and under other names', async () => {
    const { digest } = await loadDataset('mnist', { data: 'real', directory });
    const other = join(root, 'mnist-gz', 'MNIST', 'raw');
    writeMnist(other, (name, bytes) =>
      writeFileSync(join(other, `${name.replace('-idx', '.idx')}.gz`), gzipSync(bytes)),
    );
    expect((await loadDataset('mnist', { data: 'real', directory: join(root, 'mnist-gz') })).digest).toBe(
      digest,
    );
  });

  test.each([
    {
      name: 'cut off',
      damage: (folder: string) => truncateSync(join(folder, 'train-images-idx3-ubyte'), 1000),
      message: '9424 bytes, as its header says',
    },
    {
      name: 'of the wrong kind',
      damage: (folder: string) =>
        cpSync(join(folder, 'train-labels-idx1-ubyte'), join(folder, 't10k-images-idx3-ubyte')),
      message: 'magic number',
    },
    {
      name: 'with a label out of range',
      damage: (folder: string) =>
        writeFileSync(
          join(folder, 't10k-labels-idx1-ubyte'),
          idxFile([IMAGES], new Uint8Array(IMAGES).fill(10)),
        ),
      message: 'labels from 0 to 9',
    },
    {
      name: 'with too few labels',
      damage: (folder: string) =>
        writeFileSync(join(folder, 't10k-labels-idx1-ubyte'), idxFile([3], new Uint8Array(3))),
      message: '12 labels',
    },
    {
      name: 'with images of another size',
      damage: (folder: string) =>
        writeFileSync(
          join(folder, 't10k-images-idx3-ubyte'),
          idxFile([IMAGES, 2, 2], new Uint8Array(4 * IMAGES)),
        ),
      message: '28 × 28',
    },
    {
      name: 'that is no gzip file',
      damage: (folder: string) => writeFileSync(join(folder, 't10k-labels-idx1-ubyte.gz'), 'not gzip'),
      message: 'gzip',
    },
  ])('is refused with a file $name', async ({ name, damage, message }) => {
    const folder = join(root, `damaged ${name}`);
    writeMnist(folder);
    damage(folder);
    const error = await errorOf(loadDataset('mnist', { data: 'real', directory: folder }));
    expect(error.code).toBe('DATA_CORRUPT');
    expect(error.message).toContain(message);
    const [status] = await datasetStatus(folder, true);
    expect(status).toMatchObject({ name: 'mnist', state: 'broken' });
  });

  test('is refused, with the names of what is missing, if it is incomplete', async () => {
    const folder = join(root, 'incomplete');
    writeMnist(folder);
    rmSync(join(folder, 't10k-labels-idx1-ubyte'));
    const error = await errorOf(loadDataset('mnist', { directory: folder }));
    expect(error.code).toBe('DATA_MISSING');
    expect(error.got).toContain('t10k-labels-idx1-ubyte');
  });
});

describe('a folder of CIFAR-10', () => {
  const batches = join(root, 'cifar', 'cifar-10', 'cifar-10-batches-bin');
  beforeAll(() => writeCifar(batches));

  test('gives the same images as its archive', async () => {
    const plainSet = await loadDataset('cifar-10', { data: 'real', directory: join(root, 'cifar') });
    expect([plainSet.train.count, plainSet.test.count, plainSet.inputs]).toEqual([10, 2, 3072]);
    mkdirSync(join(root, 'archive'));
    await tar.create(
      {
        file: join(root, 'archive', 'cifar-10-binary.tar.gz'),
        gzip: true,
        cwd: join(root, 'cifar', 'cifar-10'),
      },
      ['cifar-10-batches-bin'],
    );
    const packed = await loadDataset('cifar-10', { data: 'real', directory: join(root, 'archive') });
    expect(packed.digest).toBe(plainSet.digest);
    const status = await datasetStatus(join(root, 'archive'), true);
    expect(status[1]).toMatchObject({ name: 'cifar-10', state: 'own', digest: packed.digest });
  });

  test('is refused if its archive is cut off', async () => {
    mkdirSync(join(root, 'cut'));
    const file = join(root, 'cut', 'cifar-10-binary.tar.gz');
    cpSync(join(root, 'archive', 'cifar-10-binary.tar.gz'), file);
    truncateSync(file, 100);
    expect((await errorOf(loadDataset('cifar-10', { directory: join(root, 'cut') }))).code).toBe(
      'DATA_CORRUPT',
    );
  });
});

test('an unknown set is refused with the nearest names', async () => {
  const error = await errorOf(loadDataset('mnsit'));
  expect(error.code).toBe('UNKNOWN_NAME');
  expect(error.fix).toContain('"mnist"');
});

test.each(['auto', 'real'] as const)(
  'a data folder that is not there is an error, also with %s',
  async (data) => {
    const directory = join(root, 'with-a-slip');
    const error = await errorOf(loadDataset('mnist', { data, directory }));
    expect(error.code).toBe('DATA_MISSING');
    expect(error.got).toContain(`--data-dir ${directory}`);
    expect((await loadDataset('mnist', { data: 'embedded', directory })).origin).toBe('embedded');
  },
);

import type { ErrorCode } from '@hebbench/core';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as tar from 'tar';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { datasetStatus, loadDataset } from '../src/index.ts';
import { idxFile } from './idx-file.ts';
import { errorOf, IMAGES, writeCifar, writeMnist } from './small-sets.ts';

const root = mkdtempSync(join(tmpdir(), 'hebbench-malformed-'));
let count = 0;
let folder: string;

beforeEach(() => {
  folder = join(root, String(count++));
  mkdirSync(folder);
  // Nothing is downloaded: the cache cannot be written.
  vi.stubEnv('HEBBENCH_CACHE_DIR', '/dev/null/cache');
  vi.stubEnv('HEBBENCH_DATA_DIR', '');
});
afterEach(() => void vi.unstubAllEnvs());
afterAll(() => rmSync(root, { recursive: true, force: true }));

const TRAIN = 'train-images-idx3-ubyte';
const TEST = 't10k-images-idx3-ubyte';
const LABELS = 't10k-labels-idx1-ubyte';
const PIXELS = new Uint8Array(IMAGES * 784);
const MEBIBYTE = 2 ** 20;

function put(name: string, bytes: Uint8Array | string): void {
  rmSync(join(folder, name), { force: true });
  writeFileSync(join(folder, name), bytes);
}

/** Replaces a file by its packed form. */
function pack(name: string, change: (packed: Buffer) => Uint8Array = (packed) => packed): void {
  const bytes = readFileSync(join(folder, name));
  rmSync(join(folder, name));
  put(`${name}.gz`, change(gzipSync(bytes)));
}

function instead(name: string, make: (path: string) => void): void {
  rmSync(join(folder, name), { force: true });
  make(join(folder, name));
}

function pipe(path: string): void {
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
}

/** A file that says it is large, and takes no room. */
function sparse(name: string, bytes: number): void {
  truncateSync(join(folder, name), bytes);
}

/** Gzip data of many zeros behind a header, a thousandth of their size. */
function bomb(shape: readonly number[]): Uint8Array {
  return gzipSync(Buffer.concat([idxFile(shape, new Uint8Array()), Buffer.alloc(64 * MEBIBYTE)]));
}

interface Row {
  readonly name: string;
  readonly break: () => void | Promise<unknown>;
  readonly code: ErrorCode;
  readonly says: readonly string[];
}

const MNIST: readonly Row[] = [
  // Damaged content.
  { name: 'no byte', break: () => put(TRAIN, ''), code: 'DATA_CORRUPT', says: ['0 bytes', 'header of 16'] },
  { name: 'half a header', break: () => sparse(TRAIN, 9), code: 'DATA_CORRUPT', says: ['9 bytes'] },
  {
    name: 'a header alone',
    break: () => sparse(TRAIN, 16),
    code: 'DATA_CORRUPT',
    says: ['16 bytes', '9424'],
  },
  { name: 'a byte too few', break: () => sparse(TRAIN, 9423), code: 'DATA_CORRUPT', says: ['9423 bytes'] },
  {
    name: 'a byte too many',
    break: () => appendFileSync(join(folder, TRAIN), 'x'),
    code: 'DATA_CORRUPT',
    says: ['more than 9424 bytes'],
  },
  {
    name: 'a terabyte of nothing',
    break: () => sparse(TRAIN, 2 ** 40),
    code: 'DATA_CORRUPT',
    says: ['more than 9424 bytes'],
  },
  {
    name: 'text',
    break: () => put(TEST, '<!DOCTYPE html>'.repeat(9)),
    code: 'DATA_CORRUPT',
    says: ['0x3c21444f'],
  },
  {
    name: 'labels in place of images',
    break: () => put(TEST, readFileSync(join(folder, LABELS))),
    code: 'DATA_CORRUPT',
    says: ['0x00000801', '0x00000803'],
  },
  {
    name: 'images in place of labels',
    break: () => put(LABELS, readFileSync(join(folder, TEST))),
    code: 'DATA_CORRUPT',
    says: ['0x00000803', '0x00000801'],
  },
  {
    name: 'floats',
    break: () => put(TRAIN, Uint8Array.of(0, 0, 0x0d, 3, ...new Uint8Array(12))),
    code: 'DATA_CORRUPT',
    says: ['0x00000d03'],
  },
  {
    name: 'counts beyond any memory',
    break: () => put(TRAIN, Uint8Array.of(0, 0, 8, 3, ...new Uint8Array(12).fill(255))),
    code: 'DATA_CORRUPT',
    says: ['4294967295 × 4294967295 × 4294967295'],
  },
  {
    name: 'more images than its bytes',
    break: () => put(TRAIN, idxFile([IMAGES + 1, 28, 28], PIXELS)),
    code: 'DATA_CORRUPT',
    says: ['9424 bytes', '10208 bytes'],
  },
  {
    name: 'no image',
    break: () => put(TRAIN, idxFile([0, 28, 28], new Uint8Array())),
    code: 'DATA_CORRUPT',
    says: ['no image'],
  },
  {
    name: 'images on their side',
    break: () => put(TRAIN, idxFile([IMAGES, 56, 14], PIXELS)),
    code: 'DATA_CORRUPT',
    says: ['56 × 14', '28 × 28'],
  },
  {
    name: 'a label that no class has',
    break: () => put(LABELS, idxFile([IMAGES], new Uint8Array(IMAGES).fill(10))),
    code: 'DATA_CORRUPT',
    says: ['label 10 of image 0', '0 to 9'],
  },
  {
    name: 'fewer labels than images',
    break: () => put(LABELS, idxFile([IMAGES - 1], new Uint8Array(IMAGES - 1))),
    code: 'DATA_CORRUPT',
    says: ['11 labels', '12 labels'],
  },
  {
    name: 'labels of another split',
    break: () => put('train-labels-idx1-ubyte', idxFile([60_000], new Uint8Array(60_000))),
    code: 'DATA_CORRUPT',
    says: ['60000 labels', '12 labels'],
  },
  // Packed badly.
  {
    name: 'gzip cut off',
    break: () => pack(TRAIN, (bytes) => bytes.subarray(0, bytes.length >> 1)),
    code: 'DATA_CORRUPT',
    says: ['gzip', 'complete gzip file'],
  },
  {
    name: 'gzip cut off within its header',
    break: () => pack(TRAIN, (bytes) => bytes.subarray(0, 5)),
    code: 'DATA_CORRUPT',
    says: ['got:', '0 bytes'],
  },
  {
    name: 'gzip with a flipped bit',
    break: () => pack(TRAIN, (bytes) => bytes.fill(bytes[40]! ^ 1, 40, 41)),
    code: 'DATA_CORRUPT',
    says: [],
  },
  {
    name: 'gzip with a wrong checksum',
    break: () => pack(LABELS, (bytes) => bytes.fill(0, bytes.length - 8, bytes.length - 4)),
    code: 'DATA_CORRUPT',
    says: ['gzip'],
  },
  {
    name: 'packed twice',
    break: () => pack(TRAIN, (bytes) => gzipSync(bytes)),
    code: 'DATA_CORRUPT',
    says: ['gzip data within gzip data', 'unpack it once'],
  },
  {
    name: 'packed, and named as if it were not',
    break: () => put(TRAIN, gzipSync(readFileSync(join(folder, TRAIN)))),
    code: 'DATA_CORRUPT',
    says: ['gzip data under a name without .gz', 'rename'],
  },
  {
    name: 'unpacked, and named as if it were not',
    break: () => pack(TRAIN, (bytes) => gunzipSync(bytes)),
    code: 'DATA_CORRUPT',
    says: ['no gzip file', 'rename it without .gz'],
  },
  {
    name: 'a gzip bomb that says what it holds',
    break: () => pack(TRAIN, () => bomb([100_000, 28, 28])),
    code: 'DATA_CORRUPT',
    says: ['67108880 bytes', '78400016 bytes'],
  },
  {
    name: 'a gzip bomb behind a small header',
    break: () => pack(TRAIN, () => bomb([IMAGES, 28, 28])),
    code: 'DATA_CORRUPT',
    says: ['more than 9424 bytes'],
  },
  {
    name: 'a gzip bomb behind a header beyond any memory',
    break: () => pack(LABELS, () => bomb([2 ** 32 - 1])),
    code: 'DATA_CORRUPT',
    says: ['4294967295'],
  },
  {
    name: 'an empty gzip file',
    break: () => pack(LABELS, () => gzipSync('')),
    code: 'DATA_CORRUPT',
    says: ['0 bytes'],
  },
  {
    name: 'an empty .gz',
    break: () => pack(LABELS, () => new Uint8Array()),
    code: 'DATA_CORRUPT',
    says: ['no gzip file'],
  },
  // No files.
  {
    name: 'a folder',
    break: () => instead(TRAIN, (path) => mkdirSync(path)),
    code: 'DATA_MISSING',
    says: ['3 of 4 files', `${TRAIN} is a folder`],
  },
  {
    name: 'a named pipe',
    break: () => instead(TRAIN, pipe),
    code: 'DATA_MISSING',
    says: [`${TRAIN} is a named pipe`],
  },
  {
    name: 'a named pipe as .gz, and nothing else of it',
    break: () => instead(LABELS, (path) => pipe(`${path}.gz`)),
    code: 'DATA_MISSING',
    says: [`${LABELS}.gz is a named pipe`],
  },
  {
    name: 'a socket',
    break: () =>
      new Promise((resolve) =>
        instead(TEST, (path) => servers.push(createServer().listen(path, () => resolve(undefined)))),
      ),
    code: 'DATA_MISSING',
    says: [`${TEST} is a socket`],
  },
  {
    name: 'a link to a device',
    break: () => instead(TEST, (path) => symlinkSync('/dev/zero', path)),
    code: 'DATA_MISSING',
    says: [`${TEST} is a device`],
  },
  {
    name: 'a link to a folder',
    break: () => instead(TEST, (path) => symlinkSync('/', path)),
    code: 'DATA_MISSING',
    says: [`${TEST} is a folder`],
  },
  {
    name: 'a link that leads nowhere',
    break: () => instead(TEST, (path) => symlinkSync('/nowhere', path)),
    code: 'DATA_MISSING',
    says: ['a link that leads nowhere'],
  },
  {
    name: 'a link to itself',
    break: () => instead(TEST, (path) => symlinkSync(path, path)),
    code: 'DATA_MISSING',
    says: ['a link that leads back to itself'],
  },
  {
    name: 'four folders with the names of files',
    break: () =>
      [TRAIN, TEST, LABELS, 'train-labels-idx1-ubyte'].forEach((name) =>
        instead(name, (path) => mkdirSync(path)),
      ),
    code: 'DATA_MISSING',
    says: ['0 of 4 files', `${LABELS} is a folder`],
  },
  {
    name: 'nothing',
    break: () => rmSync(join(folder, LABELS)),
    code: 'DATA_MISSING',
    says: [`missing: ${LABELS}`],
  },
];

const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => servers.forEach((server) => server.close()));

async function expectBroken(set: 'mnist' | 'cifar-10', { code, says }: Row): Promise<void> {
  for (const data of ['auto', 'real'] as const) {
    const error = await errorOf(loadDataset(set, { data, directory: folder }));
    expect({ code: error.code, message: error.message }).toEqual({ code, message: error.message });
    for (const words of ['got:', 'expected:', 'fix:', folder, ...says])
      expect(error.message).toContain(words);
  }
  const [status] = await datasetStatus(folder, true, [set]);
  expect(status).toMatchObject({ state: 'broken' });
}

describe('MNIST with', () => {
  test.each(MNIST)('$name is refused', async (row) => {
    writeMnist(folder);
    await row.break();
    await expectBroken('mnist', row);
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read is refused', async () => {
    writeMnist(folder);
    chmodSync(join(folder, TRAIN), 0);
    expect((await errorOf(loadDataset('mnist', { directory: folder }))).message).toContain('permission');
  });
});

const BATCH = 'data_batch_3.bin';

async function archive(change: (batches: string) => void): Promise<void> {
  const batches = join(root, `batches-${count}`);
  mkdirSync(batches);
  for (const name of [1, 2, 3, 4, 5].map((n) => `data_batch_${n}.bin`).concat('test_batch.bin'))
    renameSync(join(folder, name), join(batches, name));
  change(batches);
  await tar.create({ file: join(folder, 'cifar-10-binary.tar.gz'), gzip: true, cwd: batches }, ['.']);
}

const CIFAR: readonly Row[] = [
  { name: 'no byte', break: () => put(BATCH, ''), code: 'DATA_CORRUPT', says: [BATCH, '0 bytes', '3073'] },
  { name: 'a byte too few', break: () => sparse(BATCH, 6145), code: 'DATA_CORRUPT', says: ['6145 bytes'] },
  {
    name: 'a terabyte of nothing',
    break: () => sparse(BATCH, 3073 * 2 ** 28),
    code: 'DATA_CORRUPT',
    says: [],
  },
  {
    name: 'a label that no class has',
    break: () => put(BATCH, new Uint8Array(3073).fill(10)),
    code: 'DATA_CORRUPT',
    says: ['label 10 of image 0'],
  },
  {
    name: 'labels of a hundred classes, as CIFAR-100 has them',
    break: () => put('test_batch.bin', new Uint8Array(2 * 3074)),
    code: 'DATA_CORRUPT',
    says: ['6148 bytes'],
  },
  {
    name: 'a packed batch',
    break: () => put(BATCH, gzipSync(readFileSync(join(folder, BATCH)))),
    code: 'DATA_CORRUPT',
    says: ['gzip data under a name without .gz'],
  },
  {
    name: 'a batch missing',
    break: () => rmSync(join(folder, BATCH)),
    code: 'DATA_MISSING',
    says: ['5 of 6 files', BATCH],
  },
  {
    name: 'a named pipe',
    break: () => instead(BATCH, pipe),
    code: 'DATA_MISSING',
    says: ['is a named pipe'],
  },
  {
    name: 'an archive without a batch',
    break: () => archive((batches) => rmSync(join(batches, BATCH))),
    code: 'DATA_CORRUPT',
    says: [`without ${BATCH}`],
  },
  {
    name: 'an archive with a folder in place of a batch',
    break: () =>
      archive((batches) => {
        rmSync(join(batches, BATCH));
        mkdirSync(join(batches, BATCH));
      }),
    code: 'DATA_CORRUPT',
    says: [`without ${BATCH}`],
  },
  {
    name: 'an archive with a broken batch',
    break: () => archive((batches) => truncateSync(join(batches, BATCH), 7)),
    code: 'DATA_CORRUPT',
    says: [`${BATCH}`, '7 bytes'],
  },
  {
    name: 'an archive cut off',
    break: async () => {
      await archive(() => {});
      sparse('cifar-10-binary.tar.gz', 300);
    },
    code: 'DATA_CORRUPT',
    says: ['complete tar.gz archive'],
  },
  {
    name: 'an archive packed twice',
    break: async () => {
      await archive(() => {});
      put('cifar-10-binary.tar.gz', gzipSync(readFileSync(join(folder, 'cifar-10-binary.tar.gz'))));
    },
    code: 'DATA_CORRUPT',
    says: [],
  },
  {
    name: 'an archive that is text',
    break: async () => {
      await archive(() => {});
      put('cifar-10-binary.tar.gz', '<html>'.repeat(1000));
    },
    code: 'DATA_CORRUPT',
    says: [],
  },
  {
    name: 'an archive of many zeros',
    break: async () => {
      await archive(() => {});
      put('cifar-10-binary.tar.gz', gzipSync(new Uint8Array(64 * MEBIBYTE)));
    },
    code: 'DATA_CORRUPT',
    says: [],
  },
  {
    name: 'a named pipe in place of the archive',
    break: async () => {
      await archive(() => {});
      instead('cifar-10-binary.tar.gz', pipe);
    },
    code: 'DATA_MISSING',
    says: ['cifar-10-binary.tar.gz is a named pipe'],
  },
];

describe('CIFAR-10 with', () => {
  test.each(CIFAR)('$name is refused', async (row) => {
    writeCifar(folder);
    await row.break();
    await expectBroken('cifar-10', row);
  });
});

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
      const error = await errorOf(loadDataset(set, { data, directory: folder }));
      expect(error.code).toBe('DATA_MISSING');
      expect(error.got).toContain(says);
      expect(error.expected).toContain(set === 'mnist' ? 'train-images-idx3-ubyte' : 'data_batch_1.bin');
    }
    expect((await loadDataset(set, { data: 'embedded', directory: folder })).origin).toBe('embedded');
    expect(await datasetStatus(folder, false, [set])).toMatchObject([{ state: 'broken' }]);
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
      fill: () => writeMnist(join(folder, 'digits')),
      says: 'with digits/;',
      fix: 'digits, which has it',
    },
  ])('$name: no stand-in is taken for it', async ({ fill, says, fix }) => {
    fill();
    for (const data of ['auto', 'real'] as const) {
      const error = await errorOf(loadDataset('mnist', { data, directory: folder }));
      expect(error.message).toContain(`MNIST is not in ${folder}, nor could it be downloaded`);
      expect(error.got).toContain(says);
      expect(error.expected).toContain('train-images-idx3-ubyte');
      expect(error.fix).toContain(fix);
    }
  });

  test('is said to be so when the set is taken from the cache', async () => {
    const cache = join(folder, 'cache');
    vi.stubEnv('HEBBENCH_CACHE_DIR', cache);
    writeMnist(join(cache, 'mnist'));
    mkdirSync(join(folder, 'own'));
    const notes: string[] = [];
    const notify = (note: string): void => void notes.push(note);
    await loadDataset('mnist', { directory: join(folder, 'own'), notify });
    expect(notes[0]).toContain(`MNIST is not in ${join(folder, 'own')}, and is taken from ${cache}`);
    await loadDataset('mnist', { directory: cache, notify });
    expect(notes.filter((note) => note.includes('is not in'))).toHaveLength(1);
  });
});

test('files beside folders of almost their names are read', async () => {
  writeMnist(folder);
  for (const name of [TRAIN, TEST, LABELS, 'train-labels-idx1-ubyte']) {
    renameSync(join(folder, name), join(folder, name.replace('-idx', '.idx')));
    mkdirSync(join(folder, name));
  }
  expect((await loadDataset('mnist', { data: 'real', directory: folder })).train.count).toBe(IMAGES);
});

import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { loadDataset } from '../../src/index.ts';
import { idxFile } from '../idx-file.ts';
import { errorOf, IMAGES, writeMnist } from '../small-sets.ts';
import {
  type Row,
  bomb,
  expectBroken,
  folder,
  instead,
  LABELS,
  pack,
  pipe,
  put,
  sparse,
  TEST,
  TRAIN,
  useFolders,
} from './try-folder.ts';

useFolders();

const PIXELS = new Uint8Array(IMAGES * 784);
const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => servers.forEach((server) => server.close()));
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
    break: () => appendFileSync(join(folder(), TRAIN), 'x'),
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
    break: () => put(TEST, readFileSync(join(folder(), LABELS))),
    code: 'DATA_CORRUPT',
    says: ['0x00000801', '0x00000803'],
  },
  {
    name: 'images in place of labels',
    break: () => put(LABELS, readFileSync(join(folder(), TEST))),
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
    break: () => put(TRAIN, gzipSync(readFileSync(join(folder(), TRAIN)))),
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
    break: () => rmSync(join(folder(), LABELS)),
    code: 'DATA_MISSING',
    says: [`missing: ${LABELS}`],
  },
];
describe('MNIST with', () => {
  test.each(MNIST)('$name is refused', async (row) => {
    writeMnist(folder());
    await row.break();
    await expectBroken('mnist', row);
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read is refused', async () => {
    writeMnist(folder());
    chmodSync(join(folder(), TRAIN), 0);
    expect((await errorOf(loadDataset('mnist', { directory: folder() }))).message).toContain('permission');
  });
});

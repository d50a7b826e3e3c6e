import { describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { openFolder } from '../../src/index.ts';
import { written } from './files.ts';
import { putFolder, type Files } from './put-folder.ts';
import {
  cifarImage,
  CSV,
  IDX,
  imagesOf,
  labelsOf,
  NPY,
  PNG,
  PYTHON,
  records,
  X_TEST,
  X_TRAIN,
  Y_TEST,
  Y_TRAIN,
} from './sets.ts';

/** All that is read of a folder. */
async function read(files: Files): Promise<Record<string, unknown>> {
  const definition = await openFolder('own', putFolder(files));
  const { train, test: tested } = await definition.read(definition.find('')!);
  const { height, width, channels } = definition.shape;
  return {
    shape: [height, width, channels],
    classNames: definition.classNames,
    x_train: [...train.pixels],
    y_train: [...train.labels],
    x_test: [...tested.pixels],
    y_test: [...tested.labels],
  };
}

const renamed = (change: (name: string) => string, pack = (bytes: Uint8Array): Uint8Array => bytes): Files =>
  Object.fromEntries(Object.entries(IDX).map(([name, bytes]) => [change(name), pack(bytes)]));

const GREY: readonly { name: string; files: Files }[] = [
  { name: 'IDX', files: IDX },
  { name: 'IDX, packed', files: renamed((name) => `${name}.gz`, gzipSync) },
  { name: 'IDX with points in its names', files: renamed((name) => name.replace('-idx', '.idx')) },
  { name: 'IDX as EMNIST’s', files: renamed((name) => `emnist-${name.replace('t10k', 'test')}`) },
  { name: 'IDX, packed beside unpacked', files: { ...IDX, ...renamed((name) => `${name}.gz`, gzipSync) } },
  { name: 'NPZ of savez', files: { 'mnist.npz': written('savez.npz') } },
  { name: 'NPZ of savez_compressed', files: { 'mnist.npz': written('savez_compressed.npz') } },
  {
    name: 'NPZ of one array each',
    files: Object.fromEntries(
      Object.entries({
        x_train: 'train-imgs',
        y_train: 'train-labels',
        x_test: 'test-imgs',
        y_test: 'test-labels',
      }).map(([array, name]) => [`kmnist-${name}.npz`, written(`${array}.npz`)]),
    ),
  },
  { name: 'NPY', files: NPY },
  ...['v2', 'v3', '<i2', '>i4', '<i8', '<u2', '>u8', '<f4', '>f8', 'unit'].map((type) => ({
    name: `NPY, images ${type}`,
    files: imagesOf(type),
  })),
  { name: 'NPY, labels of eight bytes', files: labelsOf('i8') },
  { name: 'NPY, labels as a column', files: labelsOf('column') },
];

test.each(GREY)('$name is read', async ({ files }) => {
  expect(await read(files)).toEqual({
    shape: [3, 4, 1],
    classNames: ['0', '1', '2'],
    x_train: X_TRAIN,
    y_train: Y_TRAIN,
    x_test: X_TEST,
    y_test: Y_TEST,
  });
});

describe('NPY', () => {
  test('truth is black and white', async () => {
    expect((await read(imagesOf('bool'))).x_train).toEqual(X_TRAIN.map((value) => (value > 100 ? 255 : 0)));
  });

  test.each(['last', 'first'])('colours with their channels %s', async (order) => {
    const images = written(`x_train.${order}.npy`);
    const { shape, x_train } = await read({
      ...NPY,
      'x_train.npy': images,
      'x_test.npy': images,
      'y_test.npy': NPY['y_train.npy']!,
    });
    expect(shape).toEqual([2, 6, 3]);
    expect(x_train).toEqual(X_TRAIN.flatMap((value) => [value, value + 1, value + 2]));
  });
});

const CIFAR: readonly { name: string; files: Files; classNames?: readonly string[] }[] = [
  { name: 'binary', files: { 'data_batch_1.bin': records([0], [1]), 'test_batch.bin': records([1], [0]) } },
  {
    name: 'binary, CIFAR-100',
    files: { 'train.bin': records([7, 0], [8, 1]), 'test.bin': records([8, 1], [7, 0]) },
  },
  { name: 'of Python 2', files: PYTHON },
  {
    name: 'of Python 2 with names',
    files: { ...PYTHON, 'batches.meta': written('python2-meta') },
    classNames: ['cat', 'dog'],
  },
  { name: 'of Python 2, CIFAR-100', files: { train: written('python2'), test: written('python2-fine') } },
  { name: 'with an array of labels', files: { ...PYTHON, data_batch_1: written('labels-array') } },
];

test.each(CIFAR)('CIFAR $name is read', async ({ files, classNames = ['0', '1'] }) => {
  expect(await read(files)).toEqual({
    shape: [32, 32, 3],
    classNames,
    x_train: [...cifarImage(0), ...cifarImage(1)],
    y_train: [0, 1],
    x_test: [...cifarImage(1), ...cifarImage(0)],
    y_test: [1, 0],
  });
});

test.each(['every0', 'every1', 'every2', 'every3', 'every4', 'every5', 'every-python2-0', 'every-python2-2'])(
  'a pickle has every byte as it was: %s',
  async (name) => {
    const { x_train } = await read({ ...PYTHON, data_batch_1: written(name) });
    const planes = (image: number): number[] =>
      Array.from({ length: 3072 }, (_, i) => image * 3072 + (i % 3) * 1024 + Math.floor(i / 3));
    expect(x_train).toEqual([...planes(0), ...planes(1)].map((value) => value % 256));
  },
);

test('batches of CIFAR follow each other', async () => {
  const files = { ...PYTHON, data_batch_2: written('python2-test') };
  expect(await read(files)).toMatchObject({
    x_train: [0, 1, 1, 0].flatMap(cifarImage),
    y_train: [0, 1, 1, 0],
  });
});

test.each([['header.csv'], ['excel.csv'], ['quoted.csv'], ['tabs.csv'], ['savetxt.csv'], ['pandas.csv']])(
  '%s is read',
  async (name) => {
    const table = written(name);
    const folders: readonly Files[] = [
      { ...CSV, 'train.csv': table },
      { 'mnist_train.csv.gz': gzipSync(table), 'mnist_test.csv': CSV['test.csv']! },
    ];
    for (const files of folders) {
      expect(await read(files)).toEqual({
        shape: [2, 2, 1],
        classNames: ['0', '1'],
        x_train: [0, 64, 128, 255, 9, 8, 7, 6, 5, 5, 5, 5],
        y_train: [0, 1, 0],
        x_test: [1, 2, 3, 4],
        y_test: [1],
      });
    }
  },
);

test('a column of labels may stand last, where it is named', async () => {
  const files = { ...CSV, 'train.csv': 'a,b,c,d,class\n1,2,3,4,0\n5,6,7,8,1\n' };
  expect(await read(files)).toMatchObject({ x_train: [1, 2, 3, 4, 5, 6, 7, 8], y_train: [0, 1] });
});

const RAMP = [0, 50, 100, 150, 200, 255, 205, 155, 105, 55];
const half = (value: number): number => Math.floor(value / 2);
const PALETTE = [
  [10, 20, 30],
  [40, 50, 60],
  [70, 80, 90],
] as const;
const INDICES = [0, 1, 2, 2, 1, 2, 1, 0, 0, 1] as const;
const PICTURES: readonly { mode: string; pixels: readonly number[] }[] = [
  { mode: 'L', pixels: RAMP },
  { mode: '1', pixels: RAMP.map((value) => (value > 127 ? 255 : 0)) },
  { mode: 'LA', pixels: RAMP.flatMap((value) => [value, 255]) },
  { mode: 'RGB', pixels: RAMP.flatMap((value) => [value, half(value), 255 - value]) },
  { mode: 'RGBA', pixels: RAMP.flatMap((value) => [value, half(value), 255 - value, 255]) },
  { mode: 'P', pixels: INDICES.flatMap((index) => PALETTE[index]) },
  { mode: 'P-transparent', pixels: INDICES.flatMap((index) => [...PALETTE[index], index === 1 ? 0 : 255]) },
  { mode: 'I16', pixels: RAMP },
];

test.each(PICTURES)('pictures of Pillow’s mode $mode are read', async ({ mode, pixels }) => {
  const picture = written(`${mode}.png`);
  expect(await read(Object.fromEntries(Object.keys(PNG).map((name) => [name, picture])))).toEqual({
    shape: [2, 5, pixels.length / 10],
    classNames: ['cat', 'dog'],
    x_train: [...pixels, ...pixels],
    y_train: [1, 0],
    x_test: [...pixels, ...pixels],
    y_test: [1, 0],
  });
});

test('pictures of all classes are in every part of a split, each with its label', async () => {
  const [cat, dog] = [written('L.png'), written('1.png')];
  const names = Array.from({ length: 30 }, (_, n) => `${n}.png`);
  const split = (name: string): Files =>
    Object.fromEntries(
      names.flatMap((file) => [
        [`${name}/cat/${file}`, cat],
        [`${name}/dog/${file}`, dog],
      ]),
    );
  const definition = await openFolder('own', putFolder({ ...split('train'), ...split('test') }));
  const { train } = await definition.read(definition.find('')!);
  const inputs = train.pixels.length / train.count;
  const pixelsOf = (n: number): string => train.pixels.subarray(n * inputs, (n + 1) * inputs).join();
  const looks = [0, 1].map(
    (label) => new Set([...train.labels].flatMap((l, n) => (l === label ? [pixelsOf(n)] : []))),
  );
  expect(looks.map(({ size }) => size)).toEqual([1, 1]);
  expect([...looks[0]!]).not.toEqual([...looks[1]!]);
  expect(new Set(train.labels.subarray(50))).toEqual(new Set([0, 1]));
});

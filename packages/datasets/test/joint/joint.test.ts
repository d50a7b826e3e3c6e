import { createStreams, type JointLayout, type Split } from '@hebbench/core';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  classesOfPart,
  findDefinition,
  inputsOfPart,
  jointSet,
  jointTraits,
  loadDataset,
  traitsOf,
  type DatasetDefinition,
} from '../../src/index.ts';
import { createScaling } from '../../src/joint/place.ts';
import { errorOf } from '../small-sets.ts';

const root = mkdtempSync(join(tmpdir(), 'hebbench-joint-'));
afterAll(() => rmSync(root, { recursive: true }));

interface Small {
  readonly name: string;
  readonly width: number;
  readonly classes: number;
  readonly train: number;
  readonly test: number;
}

/** Images of 2 rows in one grey value each, which tells which one it is: 1, 2, … */
function smallSet({ name, width, classes, train, test: tested }: Small): DatasetDefinition {
  const split = (count: number, first: number): Split => ({
    count,
    pixels: Uint8Array.from({ length: count * 2 * width }, (_, i) => first + Math.floor(i / (2 * width))),
    labels: Uint8Array.from({ length: count }, (_, n) => n % classes),
  });
  const splits = { train: split(train, 1), test: split(tested, 101) };
  return {
    name,
    title: name.toUpperCase(),
    kind: 'drawing',
    shape: { height: 2, width, channels: 1 },
    classNames: Array.from({ length: classes }, (_, label) => `${name}${label}`),
    images: { train, test: tested },
    layout: `${name}.bin`,
    find: (directory) => (directory === join(root, 'both') ? [join(directory, `${name}.bin`)] : undefined),
    read: async () => splits,
    draw: () => splits,
  };
}

const A = smallSet({ name: 'a', width: 3, classes: 3, train: 12, test: 6 });
const B = smallSet({ name: 'b', width: 2, classes: 2, train: 8, test: 4 });

async function imagesOf(layout: JointLayout): Promise<{ label: number; rows: number[][] }[]> {
  const { train, shape } = await loadDataset(jointSet(A, B, layout), { data: 'embedded' });
  const size = shape.height * shape.width;
  return Array.from({ length: train.count }, (_, n) => ({
    label: train.labels[n]!,
    rows: [0, 1].map((row) => [
      ...train.pixels.subarray(n * size + row * shape.width, n * size + (row + 1) * shape.width),
    ]),
  }));
}

test('side by side, each set has inputs of its own, and black in those of the other', async () => {
  const images = await imagesOf('beside');
  expect(images).toHaveLength(16);
  for (const { label, rows } of images) {
    const [row] = rows as [number[]];
    const grey = Math.max(...row);
    const expected = label < 3 ? [grey, grey, grey, 0, 0] : [0, 0, 0, grey, grey];
    expect(rows).toEqual([expected, expected]);
    // The grey value says which image it was, and so its class.
    expect(label).toBe(label < 3 ? (grey - 1) % 3 : 3 + ((grey - 1) % 2));
  }
  // As many of each, each image once.
  const greys = (first: boolean): number[] =>
    images.filter(({ label }) => label < 3 === first).map(({ rows }) => Math.max(...rows[0]!));
  expect(new Set(greys(true)).size).toBe(8);
  expect(greys(false).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const labels = images.map(({ label }) => label);
  expect(labels).not.toEqual(labels.toSorted());
});

test('in shared inputs, images of the second set have the size of the first', async () => {
  for (const { rows } of await imagesOf('shared')) {
    const [grey] = rows[0]!;
    expect(rows).toEqual([
      [grey, grey, grey],
      [grey, grey, grey],
    ]);
  }
});

test('a joint set says what it is, and is tested on all images of both', async () => {
  const dataset = await loadDataset(jointSet(A, B, 'beside'), { data: 'embedded' });
  expect(dataset).toMatchObject({
    name: 'a-and-b-beside',
    title: 'A and B, side by side',
    origin: 'embedded',
    inputs: 10,
    classes: 5,
    classNames: ['A: a0', 'A: a1', 'A: a2', 'B: b0', 'B: b1'],
    images: { train: 16, test: 10 },
  });
  const joint = jointTraits(traitsOf(A), traitsOf(B), 'beside');
  expect([classesOfPart(joint, 0), classesOfPart(joint, 1)]).toEqual([
    [0, 3],
    [3, 5],
  ]);
  expect([inputsOfPart(joint, 0), inputsOfPart(joint, 1)]).toEqual([
    [0, 1, 2, 5, 6, 7],
    [3, 4, 8, 9],
  ]);
});

test('files are those of both sets; images of one’s own make the whole one’s own', async () => {
  const directory = join(root, 'both');
  mkdirSync(directory);
  for (const name of ['a.bin', 'b.bin']) writeFileSync(join(directory, name), '');
  const set = jointSet(A, B, 'beside');
  const loaded = await loadDataset(set, { data: 'real', directory });
  expect(loaded.origin).toBe('own');
  expect(loaded.digest).toBe((await loadDataset(set, { data: 'embedded' })).digest);
  const files = set.find(directory)!;
  expect(files).toHaveLength(2);
  expect((await set.read(files)).test.count).toBe(10);
  mkdirSync(join(root, 'none'));
  const error = await errorOf(loadDataset(set, { data: 'real', directory: join(root, 'none') }));
  expect(error.message).toContain('A is not in');
});

test('two sets of this package are joined by their names', async () => {
  const set = findDefinition('mnist-and-cifar-10-beside');
  expect(traitsOf(set)).toMatchObject({
    kind: 'photograph',
    shape: { height: 32, width: 60, channels: 3 },
    classes: 20,
    images: { train: 100_000, test: 20_000 },
  });
  // The same object each time: its stand-in is drawn once.
  expect(findDefinition('mnist-and-cifar-10-beside')).toBe(set);
  const error = await errorOf(loadDataset('mnist-and-mars-shared'));
  expect(error.code).toBe('UNKNOWN_NAME');
});

test.each([
  { from: [2, 2], to: [1, 1], pixels: [0, 100, 100, 200], scaled: [100] },
  { from: [1, 2], to: [1, 3], pixels: [0, 90], scaled: [0, 45, 90] },
  { from: [1, 3], to: [1, 2], pixels: [0, 30, 90], scaled: [10, 70] },
  { from: [2, 1], to: [4, 1], pixels: [7, 9], scaled: [7, 7, 9, 9] },
])('$pixels of $from scaled to $to are $scaled', ({ from, to, pixels, scaled }) => {
  const shape = ([height, width]: number[]): { height: number; width: number; channels: number } => ({
    height: height!,
    width: width!,
    channels: 1,
  });
  expect([...createScaling(shape(from), shape(to))(Uint8Array.from(pixels))]).toEqual(scaled);
});

test('scaling keeps the brightness of an image, and greys take on colours as greys', () => {
  const stream = createStreams(0).stream('image');
  const image = Uint8Array.from({ length: 12 * 9 }, () => stream.integer(256));
  const mean = (values: Uint8Array): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const scaled = createScaling(
    { height: 12, width: 9, channels: 1 },
    { height: 7, width: 5, channels: 3 },
  )(image);
  expect(mean(scaled)).toBeCloseTo(mean(image), 0);
  expect(scaled).toHaveLength(7 * 5 * 3);
  for (let i = 0; i < scaled.length; i += 3) expect(new Set(scaled.subarray(i, i + 3)).size).toBe(1);
});

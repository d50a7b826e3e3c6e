import { imageGrid } from '@hebbench/report/figures';
import { decode, encode } from 'fast-png';
import { expect, test } from 'vitest';
import { halved, widthOf } from '../src/model/halved.ts';

const shape = { height: 2, width: 2, channels: 1 };
const pixels = Uint8Array.from({ length: 16 }, (_, i) => 16 * i);

test('a picture of doubled pixels holds each of them once', () => {
  const small = halved(imageGrid({ shape, pixels, columns: 2, zoom: 2 }));
  expect(widthOf(small)).toBe(7);
  const { data, width } = decode(small);
  // The first image's second row, and the second image's first.
  expect([data[2 * width + 1], data[2 * width + 2], data[width + 4]]).toEqual([32, 48, 64]);
});

test.each([
  ['of single pixels', imageGrid({ shape, pixels, columns: 2, zoom: 1 })],
  ['of an odd width', encode({ width: 3, height: 2, data: new Uint8Array(6), channels: 1, depth: 8 })],
])('a picture %s stays as it is', (_, png) => {
  expect(halved(png)).toBe(png);
});

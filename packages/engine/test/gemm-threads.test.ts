import { expect, test } from 'vitest';
import { threadsFor } from '../src/gemm-threads.ts';

test.each([
  { product: 'of a single row', m: 1, k: 784, n: 2000, expected: 1 },
  { product: 'of a part of a batch with an output layer', m: 200, k: 2000, n: 20, expected: 1 },
  { product: 'of a batch of images with a hidden layer', m: 100, k: 784, n: 2000, expected: 4 },
  { product: 'of a large batch with an output layer', m: 2000, k: 2000, n: 20, expected: 4 },
])('a product $product may use $expected of four threads', ({ expected, ...shape }) => {
  expect(threadsFor(shape, 4)).toBe(expected);
  expect(threadsFor(shape, 1)).toBe(1);
});

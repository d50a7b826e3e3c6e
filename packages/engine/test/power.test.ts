import { createStreams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { heapBackend } from '../src/heap.ts';
import { openEngine } from '../src/open.ts';
import { vectorPower } from '../src/power.ts';

beforeAll(() => openEngine({ engine: 'wasm' }));

const stream = createStreams(0).stream('power');
const EDGES = [0, -0, 1, -1, 2 ** -126, 2 ** -149, 3.4e38, Infinity, -Infinity, NaN];

/** As many numbers of both signs and all sizes: their bits are drawn. */
function anyNumbers(count: number): Float32Array {
  return new Float32Array(Uint32Array.from({ length: count }, () => stream.integer(2 ** 32)).buffer);
}

function bitsOf(x: tf.Tensor): number[] {
  // Of NaN, all are one number here.
  return [
    ...new Uint32Array(Float32Array.from(x.dataSync<'float32'>(), (v) => (Number.isNaN(v) ? NaN : v)).buffer),
  ];
}

/** One exponent, and as many of it: the backend's own function takes them value by value. */
function bothWays(values: Float32Array, exponent: number): { power: number[]; byValue: number[] } {
  return tf.tidy(() => {
    const x = tf.tensor1d(values);
    return {
      power: bitsOf(tf.pow(x, exponent)),
      byValue: bitsOf(tf.pow(x, tf.tensor1d(values.map(() => exponent)))),
    };
  }) as never;
}

describe('powers are those of the backend to the bit', () => {
  test.each([4.5, 3.5, 1, 2, 0.5, 16, 1e-3, 40.7, 0, -1.5])('x^%d', (exponent) => {
    const responses = stream.fillNormal(new Float32Array(20_003), 0, 1).map((v) => Math.max(0, v));
    const positive = anyNumbers(20_000).map((v) => (Math.abs(v) < 1e30 ? Math.abs(v) : 1e-3));
    for (const values of [responses, positive, anyNumbers(5000)]) {
      const { power, byValue } = bothWays(values, exponent);
      expect(power).toEqual(byValue);
    }
  });

  test.each(EDGES)('around %d', (edge) => {
    for (let count = 1; count < 10; count++) {
      const values = Float32Array.from({ length: count }, (_, i) => (i === count >> 1 ? edge : i / 3));
      const { power, byValue } = bothWays(values, 4.5);
      expect(power).toEqual(byValue);
    }
  });

  test('shapes and gradients stay', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([
        [0, 1, 2],
        [3, 4, 5],
      ]);
      expect(tf.pow(x, tf.tensor1d([2])).shape).toEqual([2, 3]);
      expect(tf.pow(tf.scalar(2), tf.tensor2d([[3]])).shape).toEqual([1, 1]);
      const slope = tf.grad((y) => tf.pow(y, 3))(x);
      expect([...slope.dataSync()]).toEqual([0, 3, 12, 27, 48, 75]);
    });
  });
});

test.each([
  { what: 'responses', values: [0, 1, 2, 3, 4], exponent: 4.5, taken: true },
  { what: 'a negative number', values: [0, 1, 2, -3, 4], exponent: 4.5, taken: false },
  { what: 'a denormal number', values: [0, 1, 2, 3, 2 ** -140], exponent: 4.5, taken: false },
  { what: 'a power that is not finite', values: [0, 1, 2, 3, 1e30], exponent: 4.5, taken: false },
  { what: 'a negative exponent', values: [1, 2, 3, 4], exponent: -1, taken: false },
])('the vector kernel takes $what: $taken', ({ values, exponent, taken }) => {
  const [a, b] = [tf.tensor1d(values), tf.scalar(exponent)];
  const before = tf.memory();
  const found = vectorPower({ inputs: { a, b }, backend: heapBackend()! });
  expect(found?.shape).toEqual(taken ? [values.length] : undefined);
  if (found) tf.dispose(tf.engine().makeTensorFromTensorInfo(found));
  expect(tf.memory()).toEqual(before);
  tf.dispose([a, b]);
});

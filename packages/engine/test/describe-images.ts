import { createStreams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composedPatches, composedPool, composedSum } from '../src/images/composed.ts';
import {
  patches,
  pool,
  sumPatches,
  vectorKernels,
  windowGrid,
  type ImageShape,
  type PoolBy,
  type WindowGrid,
  type Windows,
} from '../src/index.ts';
import { referencePatches, referencePool } from './images-reference.ts';

/** Operations on images by one of the ways that the engine has. */
interface Way {
  readonly name: string;
  readonly patches: (x: tf.Tensor2D, grid: WindowGrid, image: ImageShape, windows: Windows) => tf.Tensor2D;
  readonly sum: (p: tf.Tensor2D, grid: WindowGrid, image: ImageShape, windows: Windows) => tf.Tensor2D;
  readonly pool: (
    x: tf.Tensor2D,
    by: PoolBy,
    grid: WindowGrid,
    image: ImageShape,
    windows: Windows,
  ) => tf.Tensor2D;
}

const WAYS: readonly Way[] = [
  {
    name: 'as the engine does it',
    patches: (x, _grid, image, windows) => patches(x, image, windows),
    sum: (p, _grid, image, windows) => sumPatches(p, image, windows),
    pool: (x, by, _grid, image, windows) => pool(x, image, windows, by),
  },
  {
    name: 'as tensor operations',
    patches: (x, grid) => composedPatches(x, grid),
    sum: composedSum,
    pool: composedPool,
  },
];

/** Images around the width of a vector, and windows that fit: odd sizes, windows that overlap and that leave gaps. */
const cases = fc
  .record({
    samples: fc.integer({ min: 1, max: 3 }),
    image: fc.tuple(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 9 }),
    ),
    size: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 4 }),
    padding: fc.constantFrom('same' as const, 'valid' as const),
    seed: fc.nat(),
  })
  .map(({ samples, image, size, seed, ...windows }) => ({
    samples,
    image: image as ImageShape,
    windows: {
      ...windows,
      size: windows.padding === 'valid' ? Math.min(size, image[0], image[1]) : size,
    },
    seed,
  }));

/** Values of which many are equal: a maximum is often shared. */
function draw(rows: number, columns: number, seed: number, name: string): number[][] {
  const stream = createStreams(seed).stream(name);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => stream.integer(9) / 4 - 1));
}

function expectClose(got: tf.Tensor, expected: readonly number[][]): void {
  expect(got.shape).toEqual([expected.length, expected[0]!.length]);
  const values = got.dataSync();
  const error = expected.flat().reduce((most, value, i) => Math.max(most, Math.abs(values[i]! - value)), 0);
  expect(error).toBeLessThan(1e-4);
}

/**
 * The part of an engine's conformance suite that is about images: what convolutional layers rely on.
 * @param composed - whether to try the way without vector kernels where there are some, too
 */
export function describeImages(composed: boolean): void {
  describe.each(composed ? WAYS : WAYS.slice(0, 1))('images, $name', (way) => {
    test('patches and their adjoint match float64, and are the gradients of each other', () => {
      fc.assert(
        fc.property(cases, ({ samples, image, windows, seed }) => {
          const grid = windowGrid(image, windows);
          const x = draw(samples, image[0] * image[1] * image[2], seed, 'x');
          const reference = referencePatches(x, image, windows);
          const p = draw(reference.patches.length, reference.patches[0]!.length, seed, 'p');
          const adjoint = reference.adjoint(p);
          tf.tidy(() => {
            const [tx, tp] = [tf.tensor2d(x), tf.tensor2d(p)];
            expectClose(way.patches(tx, grid, image, windows), reference.patches);
            expectClose(way.sum(tp, grid, image, windows), adjoint);
            const forward = (value: tf.Tensor): tf.Tensor =>
              way.patches(value as tf.Tensor2D, grid, image, windows);
            const backward = (value: tf.Tensor): tf.Tensor =>
              way.sum(value as tf.Tensor2D, grid, image, windows);
            expectClose(tf.grad(forward)(tx, tp), adjoint);
            expectClose(tf.grad(backward)(tp, tx), reference.patches);
          });
        }),
        { numRuns: 25 },
      );
    });

    test.each(['max', 'mean'] as const)('pooling by %s and its gradient match float64', (by) => {
      fc.assert(
        fc.property(cases, ({ samples, image, windows, seed }) => {
          const grid = windowGrid(image, windows);
          const x = draw(samples, image[0] * image[1] * image[2], seed, 'x');
          const reference = referencePool(x, image, windows, by);
          const dy = draw(samples, reference.pooled[0]!.length, seed, 'dy');
          tf.tidy(() => {
            const [tx, tdy] = [tf.tensor2d(x), tf.tensor2d(dy)];
            expectClose(way.pool(tx, by, grid, image, windows), reference.pooled);
            const forward = (value: tf.Tensor): tf.Tensor =>
              way.pool(value as tf.Tensor2D, by, grid, image, windows);
            expectClose(tf.grad(forward)(tx, tdy), reference.gradient(dy));
          });
        }),
        { numRuns: 25 },
      );
    });
  });

  test('a convolution and a pooling, with gradients, leave no tensors', () => {
    const before = tf.memory().numTensors;
    const loss = (x: tf.Tensor, w: tf.Tensor): tf.Scalar => {
      const y = tf.matMul(
        patches(x as tf.Tensor2D, [6, 5, 2], { size: 3, padding: 'same' }),
        w as tf.Tensor2D,
      );
      return tf.sum(pool(tf.reshape(y, [2, 6 * 5 * 4]), [6, 5, 4], { size: 2, stride: 2 }, 'max'));
    };
    tf.tidy(() => {
      const [dx, dw] = tf.grads(loss)([tf.ones([2, 60]), tf.ones([18, 4])]);
      expect([dx!.shape, dw!.shape]).toEqual([
        [2, 60],
        [18, 4],
      ]);
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([
    { name: 'a 1 × 1 kernel', windows: { size: 1 } },
    { name: 'a kernel as large as the image', windows: { size: 4 } },
  ])('$name copies nothing', ({ windows }) => {
    tf.tidy(() => {
      const x = tf.ones<tf.Rank.R2>([3, 48]);
      const p = patches(x, [4, 4, 3], windows);
      // Tensors of TensorFlow share memory below what can be seen here.
      if (!vectorKernels()) return;
      expect(p.dataId).toBe(x.dataId);
      expect(sumPatches(p, [4, 4, 3], windows).dataId).toBe(x.dataId);
    });
  });

  test.each([
    { image: [4, 4, 3], windows: { size: 5 }, width: 48, problem: 'No window of size 5' },
    { image: [4, 4, 3], windows: { size: 2, stride: 0 }, width: 48, problem: 'stride of 0' },
    { image: [4, 4, 3], windows: { size: 1.5 }, width: 48, problem: 'size 1.5' },
    { image: [4, 4, 3], windows: { size: 2 }, width: 47, problem: 'Rows of 48' },
  ] as const)('windows that do not fit are an error: $problem', ({ image, windows, width, problem }) => {
    tf.tidy(() => {
      const x = tf.ones<tf.Rank.R2>([2, width]);
      expect(() => patches(x, image, windows)).toThrow(problem);
      expect(() => pool(x, image, windows, 'max')).toThrow(problem);
    });
  });

  test('patches of no whole image are an error', () => {
    tf.tidy(() => {
      const p = tf.ones<tf.Rank.R2>([10, 12]);
      expect(() => sumPatches(p, [4, 4, 3], { size: 2 })).toThrow('whole images');
    });
  });

  test.each(['max', 'mean'] as const)('pooling by %s loses no NaN, forwards or backwards', (by) => {
    // In vectors of four channels, and in the fifth.
    const x = Array.from({ length: 20 }, (_, i) => (i === 7 || i === 9 ? Number.NaN : i));
    tf.tidy(() => {
      const forward = (value: tf.Tensor): tf.Tensor => pool(value as tf.Tensor2D, [2, 2, 5], { size: 2 }, by);
      const y = forward(tf.tensor2d([x]));
      expect([...y.dataSync()].map(Number.isNaN)).toEqual([false, false, true, false, true]);
      const dx = [
        ...tf
          .grad(forward)(tf.tensor2d([x]), y)
          .dataSync(),
      ];
      const lost = [2, 4].filter(
        (channel) => !dx.some((value, i) => i % 5 === channel && Number.isNaN(value)),
      );
      expect(lost).toEqual([]);
    });
  });
}

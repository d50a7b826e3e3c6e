import { createStreams, type ImageShape, type Window } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composedPatches, composedPool, composedSum } from '../src/images/composed.ts';
import { patches, pool, sumPatches, vectorKernels, type PoolBy, type WindowGrid } from '../src/index.ts';
import { windowGrid } from '../src/images/windows.ts';
import { referencePatches, referencePool } from './images-reference.ts';

/** Operations on images by one of the ways that the engine has. */
interface Way {
  readonly name: string;
  readonly patches: (x: tf.Tensor2D, grid: WindowGrid, image: ImageShape, window: Window) => tf.Tensor2D;
  readonly sum: (p: tf.Tensor2D, grid: WindowGrid, image: ImageShape, window: Window) => tf.Tensor2D;
  readonly pool: (
    x: tf.Tensor2D,
    by: PoolBy,
    grid: WindowGrid,
    image: ImageShape,
    window: Window,
  ) => tf.Tensor2D;
}

const WAYS: readonly Way[] = [
  {
    name: 'as the engine does it',
    patches: (x, _grid, image, window) => patches(x, image, window),
    sum: (p, _grid, image, window) => sumPatches(p, image, window),
    pool: (x, by, _grid, image, window) => pool(x, image, window, by),
  },
  {
    name: 'as tensor operations',
    patches: (x, grid) => composedPatches(x, grid),
    sum: composedSum,
    pool: composedPool,
  },
];

const IMAGE: ImageShape = { height: 4, width: 4, channels: 3 };
const VALID = { stride: 1, padding: 'valid' } as const;

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
  .map(({ samples, image: [height, width, channels], size, seed, ...window }) => ({
    samples,
    image: { height, width, channels },
    window: {
      ...window,
      size: window.padding === 'valid' ? Math.min(size, height, width) : size,
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
        fc.property(cases, ({ samples, image, window, seed }) => {
          const grid = windowGrid(image, window);
          const x = draw(samples, image.height * image.width * image.channels, seed, 'x');
          const reference = referencePatches(x, image, window);
          const p = draw(reference.patches.length, reference.patches[0]!.length, seed, 'p');
          const adjoint = reference.adjoint(p);
          tf.tidy(() => {
            const [tx, tp] = [tf.tensor2d(x), tf.tensor2d(p)];
            expectClose(way.patches(tx, grid, image, window), reference.patches);
            expectClose(way.sum(tp, grid, image, window), adjoint);
            const forward = (value: tf.Tensor): tf.Tensor =>
              way.patches(value as tf.Tensor2D, grid, image, window);
            const backward = (value: tf.Tensor): tf.Tensor =>
              way.sum(value as tf.Tensor2D, grid, image, window);
            expectClose(tf.grad(forward)(tx, tp), adjoint);
            expectClose(tf.grad(backward)(tp, tx), reference.patches);
          });
        }),
        { numRuns: 25 },
      );
    });

    test.each(['max', 'mean'] as const)('pooling by %s and its gradient match float64', (by) => {
      fc.assert(
        fc.property(cases, ({ samples, image, window, seed }) => {
          const grid = windowGrid(image, window);
          const x = draw(samples, image.height * image.width * image.channels, seed, 'x');
          const reference = referencePool(x, image, window, by);
          const dy = draw(samples, reference.pooled[0]!.length, seed, 'dy');
          tf.tidy(() => {
            const [tx, tdy] = [tf.tensor2d(x), tf.tensor2d(dy)];
            expectClose(way.pool(tx, by, grid, image, window), reference.pooled);
            const forward = (value: tf.Tensor): tf.Tensor =>
              way.pool(value as tf.Tensor2D, by, grid, image, window);
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
        patches(
          x as tf.Tensor2D,
          { height: 6, width: 5, channels: 2 },
          { size: 3, stride: 1, padding: 'same' },
        ),
        w as tf.Tensor2D,
      );
      return tf.sum(
        pool(
          tf.reshape(y, [2, 6 * 5 * 4]),
          { height: 6, width: 5, channels: 4 },
          { size: 2, stride: 2, padding: 'valid' },
          'max',
        ),
      );
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
    { name: 'a 1 × 1 kernel', window: { size: 1, ...VALID } },
    { name: 'a kernel as large as the image', window: { size: 4, ...VALID } },
  ])('$name copies nothing', ({ window }) => {
    tf.tidy(() => {
      const x = tf.ones<tf.Rank.R2>([3, 48]);
      const p = patches(x, IMAGE, window);
      // Tensors of TensorFlow share memory below what can be seen here.
      if (!vectorKernels()) return;
      expect(p.dataId).toBe(x.dataId);
      expect(sumPatches(p, IMAGE, window).dataId).toBe(x.dataId);
    });
  });

  test.each([
    { window: { size: 5, ...VALID }, width: 48, problem: 'No window of size 5' },
    { window: { size: 2, ...VALID, stride: 0 }, width: 48, problem: 'stride of 0' },
    { window: { size: 1.5, ...VALID }, width: 48, problem: 'size 1.5' },
    { window: { size: 2, ...VALID }, width: 47, problem: 'Rows of 48' },
  ] as const)('windows that do not fit are an error: $problem', ({ window, width, problem }) => {
    tf.tidy(() => {
      const x = tf.ones<tf.Rank.R2>([2, width]);
      expect(() => patches(x, IMAGE, window)).toThrow(problem);
      expect(() => pool(x, IMAGE, window, 'max')).toThrow(problem);
    });
  });

  test('patches of no whole image are an error', () => {
    tf.tidy(() => {
      const p = tf.ones<tf.Rank.R2>([10, 12]);
      expect(() => sumPatches(p, IMAGE, { size: 2, ...VALID })).toThrow('whole images');
    });
  });

  test.each(['max', 'mean'] as const)('pooling by %s loses no NaN, forwards or backwards', (by) => {
    // In vectors of four channels, and in the fifth.
    const x = Array.from({ length: 20 }, (_, i) => (i === 7 || i === 9 ? Number.NaN : i));
    tf.tidy(() => {
      const forward = (value: tf.Tensor): tf.Tensor =>
        pool(value as tf.Tensor2D, { height: 2, width: 2, channels: 5 }, { size: 2, ...VALID }, by);
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

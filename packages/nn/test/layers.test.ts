import { createStreams, unitsOf, type Architecture, type LayerSpec } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createNetwork, relu, type FeedForward } from '../src/index.ts';
import { ActivityCache } from '../src/training/activity-cache.ts';

beforeAll(async () => {
  await openEngine();
});

const image = { height: 24, width: 24, channels: 3 };

function networkOf(...layers: LayerSpec[]): FeedForward {
  const inputs = image.height * image.width * image.channels;
  const architecture: Architecture = {
    inputs,
    hidden: unitsOf(layers),
    layers,
    image,
    classes: 3,
    nonnegative: false,
  };
  const init = { kind: 'normal', sd: 0.1 } as const;
  return createNetwork({
    architecture,
    activation: relu,
    hidden: init,
    output: init,
    streams: createStreams(1),
  });
}

test('a batch whose patches are too many at once is the same in parts, and so is its gradient', () => {
  // 24 × 24 positions of 7 × 7 × 3 values: a batch of 100 has 8.5 million.
  const model = networkOf(
    { kind: 'conv', units: 4, size: 7, padding: 'same' },
    { kind: 'pool', by: 'max', size: 4 },
  );
  const count = 110;
  const values = createStreams(2)
    .stream('x')
    .fillUniform(new Float32Array(count * 1728), 0, 1);
  tf.tidy(() => {
    const x = tf.tensor2d(values, [count, 1728]);
    const sum = tf.grad((value) => tf.sum(tf.square(model.logits(value as tf.Tensor2D))));
    const [logits, gradient] = [model.logits(x), sum(x)];
    const last = tf.slice(x, count - 3);
    for (const [got, expected] of [
      [tf.slice(logits, count - 3), model.logits(last)],
      [tf.slice(gradient, count - 3), sum(last)],
    ] as const) {
      const scale = tf.max(tf.abs(expected)).dataSync()[0]!;
      expect(scale).toBeGreaterThan(0);
      expect(tf.max(tf.abs(tf.sub(got, expected))).dataSync()[0]! / scale).toBeLessThan(1e-5);
    }
  });
  model.dispose();
});

test('activity that is too large to be kept is computed for each batch, and is the same', () => {
  const model = networkOf(
    { kind: 'conv', units: 4, size: 5, stride: 3 },
    { kind: 'conv', units: 5, size: 2 },
    { kind: 'dense', units: 6 },
  );
  const split = patternImages(model.architecture, 20);
  const indices = Uint32Array.of(7, 0, 19);
  const before = tf.memory().numTensors;
  // Room for the last layer alone.
  const [kept, computed] = [undefined, 20 * 6 * 4].map((largest) => new ActivityCache(model, split, largest));
  for (const layer of [1, 2, 3]) {
    const [expected, got] = [kept!, computed!].map((cache) => {
      const rows = cache.rows(layer);
      const gathered = rows.gather(indices);
      const values = [...gathered.dataSync()];
      gathered.dispose();
      return { width: rows.width, values };
    });
    expect(got!.width).toBe(expected!.width);
    expect(expected!.values.some((value) => value > 0)).toBe(true);
    const distances = got!.values.map((value, i) => Math.abs(value - expected!.values[i]!));
    expect(Math.max(...distances)).toBeLessThan(1e-5);
  }
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
});

test.each([{ widths: [6, 6, 6] }, { widths: [8, 3, 5] }, { widths: [3, 8, 2] }, { widths: [9, 7, 4] }])(
  'activity of layers of $widths units takes the place of that below, and is the same',
  ({ widths }) => {
    const model = networkOf(...widths.map((units) => ({ kind: 'dense', units }) as const));
    // More than are computed at once.
    const split = patternImages(model.architecture, 2300);
    const indices = Uint32Array.of(2299, 0, 1000, 999, 1700);
    // One that keeps nothing.
    const [kept, computed] = [undefined, 0].map((largest) => new ActivityCache(model, split, largest));
    for (const layer of [1, 2, 3]) {
      const [got, expected] = [kept!, computed!].map((cache) =>
        tf.tidy(() => [...cache.rows(layer).gather(indices).dataSync()]),
      ) as [number[], number[]];
      expect(expected.some((value) => value > 0)).toBe(true);
      expect(Math.max(...got.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(1e-5);
    }
    model.dispose();
  },
);

test('a layer says what it is and what it computes', () => {
  const model = networkOf(
    { kind: 'conv', units: 4, size: 5, stride: 3 },
    { kind: 'pool', by: 'mean', size: 2 },
  );
  const [layer] = model.layers;
  expect(layer).toMatchObject({
    name: 'hidden-1',
    spec: { kind: 'conv', size: 5 },
    pool: { by: 'mean' },
    shape: [3, 3, 4],
    form: { input: { name: 'as-it-is' }, activation: { name: 'power-relu', constants: { power: 1 } } },
  });
  expect(layer!.weights.map(({ name }) => name)).toEqual(['hidden-1/kernel']);
  model.dispose();
});

import { openEngine } from '@hebbench/engine';
import { toMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createEncoder,
  createOperationCounter,
  simulate,
  tidied,
  type NeuronParameters,
} from '../src/index.ts';
import { twinRuns } from './twin.ts';
import { STREAMS, POOLED, networkOf } from './example-network.ts';

beforeAll(async () => {
  await openEngine();
});

const PLAIN: NeuronParameters = { threshold: 0.53, start: 0.5 };

describe('codes', () => {
  test('evenly spaced spikes are as many as the rounded value says, after any step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 90 }), (grey, steps) => {
        const values = Float32Array.of(grey / 255);
        const encoder = createEncoder(values, { code: 'regular', width: 1, streams: STREAMS });
        const spikes = new Float32Array(1);
        let count = 0;
        for (let t = 0; t < steps; t++) {
          encoder.next(spikes);
          count += spikes[0]!;
        }
        expect(count).toBe(Math.floor(steps * values[0]! + 0.5));
      }),
      { seed: 1 },
    );
  });

  test('random spikes have the rates of their values, and an image has its own in any batch', () => {
    const images = Float32Array.of(0, 0.2, 0.7, 1, 0.3, 0.2, 0.7, 1);
    const counts = (values: Float32Array): number[] => {
      const encoder = createEncoder(values, { code: 'poisson', width: 4, streams: STREAMS });
      const [spikes, sums] = [new Float32Array(values.length), values.map(() => 0)];
      for (let t = 0; t < 2000; t++) {
        encoder.next(spikes);
        for (let i = 0; i < sums.length; i++) sums[i]! += spikes[i]!;
      }
      return [...sums];
    };
    const both = counts(images);
    expect(counts(images.slice(4))).toEqual(both.slice(4));
    expect(counts(images.slice(0, 4))).toEqual(both.slice(0, 4));
    expect(both[1], 'another image has others').not.toBe(both[5]);
    // Four standard deviations of a binomial distribution.
    images.forEach((p, i) =>
      expect(Math.abs(both[i]! - 2000 * p)).toBeLessThanOrEqual(4 * Math.sqrt(2000 * p * (1 - p))),
    );
  });

  test.each([-0.1, 1.1, NaN])('%d is no rate', (value) => {
    expect(() =>
      createEncoder(Float32Array.of(0.5, value), { code: 'regular', width: 2, streams: STREAMS }),
    ).toThrow(/in place 1 of row 0/);
  });
});

test('operations are those that are counted one by one', () => {
  const { network, twin } = networkOf(POOLED('max'), { kind: 'linear' }, PLAIN);
  const kernel = toMatrix(network.output.kernel);
  const image = STREAMS.stream('image').fillUniform(new Float32Array(40), 0, 1);
  image.fill(0, 0, 11);
  const steps = 9;
  const counter = createOperationCounter(network);
  const { operations } = tidied(() =>
    simulate(network, tf.tensor2d(image, [1, 40]), { steps, streams: STREAMS, counter }),
  ).glances[0]!;
  const [first, second] = twinRuns(twin, () => [...image], steps);
  const fanOut = twin[1]!.weights.map((row) => row.filter((w) => w !== 0).length);
  const outputs = kernel.map((row) => row.filter((w) => w !== 0).length);
  // Each pixel of the image, at each place of the window that it is in.
  let [products, crossed] = [0, 0];
  for (let top = 0; top < 4; top++)
    for (let left = 0; left < 3; left++)
      for (let i = 0; i < 8; i++) {
        const [dy, dx, c] = [Math.floor(i / 4), Math.floor(i / 2) % 2, i % 2];
        const present = twin[0]!.weights[i]!.filter((w) => w !== 0).length;
        if (image[((top + dy) * 4 + left + dx) * 2 + c] !== 0) products += present;
      }
  const dot = (values: readonly number[], per: readonly number[]): number =>
    values.reduce((sum, each, i) => sum + each * per[i]!, 0);
  crossed =
    products +
    dot(
      first!.total.map((each) => Number(each > 0)),
      fanOut,
    ) +
    dot(
      second!.total.map((each) => Number(each > 0)),
      outputs,
    );
  const slots = 12 * 8 * 3 + 6 * 5 + 5 * 3;
  expect(operations).toEqual({
    inputSpikes: 0,
    spikes: first!.spikes + second!.spikes,
    synaptic: dot(first!.total, fanOut) + dot(second!.total, outputs),
    multiplyAdds: products,
    updates: steps * (12 * 3 + 5),
    silentShare: 1 - crossed / slots,
  });
  network.dispose();
});

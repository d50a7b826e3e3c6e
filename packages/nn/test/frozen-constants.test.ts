import { createStreams, type Architecture } from '@hebbench/core';
import { openEngine, ROW_GAINS } from '@hebbench/engine';
import { expectMatrix, toMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createHiddenForm,
  createNetwork,
  measureLayer,
  measureNetwork,
  restoreWeights,
  saveWeights,
  type FeedForward,
  type Normalisation,
} from '../src/index.ts';
import { momentsOf } from '../src/normalisation/moments.ts';
import { expectNetwork } from './expect-network.ts';
import { ARCHITECTURE, images, network } from './frozen-networks.ts';
import {
  measuredByLoops,
  networkByLoops,
  smallestDivisor,
  type PrintedConstants,
  type PrintedWeights,
} from './printed-constants.ts';

beforeAll(async () => {
  await openEngine();
});

const FROZEN = ['layer', 'units'] as const;
const MAXIMA = ['layer-maximum', 'unit-maximum'] as const;

const READINGS: readonly Normalisation[] = [
  ...FROZEN.flatMap((statistics) =>
    (['currents', 'inputs', 'both'] as const).map((at): Normalisation => ({ statistics, at })),
  ),
  ...FROZEN.flatMap((statistics) =>
    ROW_GAINS.map((gain, i): Normalisation => ({ statistics, gain, rescale: i % 2 ? 'clip' : 'none' })),
  ),
  ...MAXIMA.flatMap((rescale): Normalisation[] => [
    { rescale },
    { rescale, at: 'inputs' },
    { rescale, statistics: 'layer', gain: 'mean' },
    { rescale, statistics: 'units', at: 'inputs' },
    { rescale, statistics: 'units', at: 'both', lastLayer: 'as-it-is' },
  ]),
  { statistics: 'units', at: 'inputs', pixels: 'as-they-are', gain: 'length' },
];

/** Images that constants are measured on. */
const MEASURED = 20;

interface Measured {
  readonly model: FeedForward;
  readonly weights: PrintedWeights;
  readonly constants: readonly PrintedConstants[];
}

/** A network that has measured images, and its scalar loops. */
function measured(seed: number, normalisation: Normalisation): Measured {
  const model = network(seed, normalisation);
  const seen = images(seed + 1, MEASURED);
  const { kernels, outputKernel } = model;
  const weights = { kernels: kernels.map(toMatrix), output: toMatrix(outputKernel) };
  tf.tidy(() => measureNetwork(model, tf.tensor2d(seen)));
  return { model, weights, constants: measuredByLoops(seen, weights, normalisation) };
}

describe.each(READINGS)('%j', (normalisation) => {
  test('is its scalar loops, layer by layer, with constants that were measured on other images', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { model, weights, constants } = measured(seed, normalisation);
        fc.pre(smallestDivisor(constants) > 1e-3);
        const rows = images(seed, 4);
        const expected = rows.map((row) => networkByLoops(row, weights, normalisation, constants));
        expectNetwork(model, rows, expected, 2e-3);
        model.dispose();
      }),
      { numRuns: 10 },
    );
  });

  test('has the gradient of its scalar loops in the image, and at black pixels that of raising them', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { model, weights, constants } = measured(seed, normalisation);
        fc.pre(smallestDivisor(constants) > 1e-2);
        const [image] = images(seed, 1);
        const score = (i: number, by: number): number =>
          networkByLoops(
            image!.map((each, j) => (i === j ? each + by : each)),
            weights,
            normalisation,
            constants,
          ).logits[0]!;
        const slope = (by: number): number[] => image!.map((_, i) => (score(i, by) - score(i, 0)) / by);
        const up = slope(1e-6);
        const scale = up.reduce((most, each) => Math.max(most, Math.abs(each)), 1);
        // Away from kinks; a black pixel is only raised.
        const near = [slope(1e-4), slope(-1e-4)].every((other, side) =>
          other.every((each, i) => (side === 1 && image![i] === 0) || Math.abs(each - up[i]!) < 1e-2 * scale),
        );
        fc.pre(near);
        tf.tidy(() => {
          const gradient = tf.grad((x) => tf.slice(model.logits(x as tf.Tensor2D), [0, 0], [1, 1]));
          expectMatrix(gradient(tf.tensor2d([image!])) as tf.Tensor2D, [up], 2e-2, scale);
        });
        model.dispose();
      }),
      { numRuns: 10 },
    );
  });

  test.each(['measured', 'fresh'])(
    'is finite, with a finite gradient, on black, white and grey images, and rows do not know each other: %s',
    (state) => {
      const model = state === 'fresh' ? network(1, normalisation) : measured(1, normalisation).model;
      const rows = [0, 1, 0.3, 0.7].map((value) => Array.from({ length: ARCHITECTURE.inputs }, () => value));
      const all = [...rows, ...images(2, 3)];
      tf.tidy(() => {
        const together = toMatrix(model.logits(tf.tensor2d(all)));
        all.forEach((row, n) => expectMatrix(model.logits(tf.tensor2d([row])), [together[n]!], 1e-5));
        const gradient = tf.grad((x) => tf.sum(model.logits(x as tf.Tensor2D)))(tf.tensor2d(all));
        for (const tensor of [gradient, ...model.hidden(tf.tensor2d(all))])
          expect([...tensor.dataSync()].every(Number.isFinite)).toBe(true);
      });
      model.dispose();
    },
  );

  test('another network that is given its weights has its logits, to the bit', () => {
    const { model } = measured(3, normalisation);
    const restored = network(4, normalisation);
    restoreWeights(restored, saveWeights(model));
    tf.tidy(() => {
      const x = tf.tensor2d(images(5, 4));
      expect([...restored.logits(x).dataSync()]).toEqual([...model.logits(x).dataSync()]);
    });
    model.dispose();
    restored.dispose();
  });
});

test('what is the same in all images is left as it deviates, and finite: black pixels, silent units, one image alone', () => {
  const normalisation = { at: 'both', statistics: 'units', rescale: 'unit-maximum' } as const;
  const model = network(2, normalisation);
  tf.tidy(() => {
    // Nothing reaches the first unit, and the last two pixels are black and grey throughout.
    const kernel = toMatrix(model.kernels[0]!).map((row) => row.map((each, j) => (j === 0 ? 0 : each)));
    model.kernels[0]!.assign(tf.tensor2d(kernel));
    const seen = images(3, MEASURED).map((row) => [...row.slice(0, -2), 0, 0.3]);
    measureLayer(model, 1, tf.tensor2d(seen));
    const [{ inputs, currents, maximum }] = model.constants as [(typeof model.constants & object)[number]];
    expect([...inputs!.factor.dataSync()].slice(-2)).toEqual([1, 1]);
    expect([...inputs!.mean.dataSync()].slice(-2)).toEqual([0, Math.fround(0.3)]);
    expect([currents!.mean, currents!.factor, maximum!].map((each) => each.dataSync()[0])).toEqual([0, 1, 1]);
    for (const rows of [seen, [seen[0]!], [seen[0]!.map(() => 0.1)]]) {
      measureNetwork(model, tf.tensor2d(rows));
      const all = [...model.weights().map(({ tensor }) => tensor), model.logits(tf.tensor2d(images(4, 5)))];
      for (const tensor of all) expect([...tensor.dataSync()].every(Number.isFinite)).toBe(true);
    }
  });
  model.dispose();
});

test('moments of parts are those of the whole', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 7 }), fc.constantFrom(1, 3), (seed, rows, size) => {
      const values = createStreams(seed)
        .stream('values')
        .fillUniform(new Float32Array(9 * 3), -1, 1);
      const parts = [values.subarray(0, rows * 3), values.subarray(rows * 3)];
      expect(momentsOf(() => parts, size)).toEqual(momentsOf(() => [values], size));
    }),
  );
});

test('a convolution has constants of its channels, over all positions', () => {
  const image = { height: 5, width: 4, channels: 2 };
  const architecture: Architecture = {
    inputs: 40,
    hidden: [6, 5],
    layers: [
      { kind: 'conv', units: 6, size: 2 },
      { kind: 'dense', units: 5 },
    ],
    image,
    classes: 3,
    nonnegative: true,
  };
  const normalisation = { statistics: 'units', rescale: 'unit-maximum' } as const;
  const model = createNetwork({
    architecture,
    ...createHiddenForm(architecture, { normalisation }),
    hidden: { kind: 'uniform', low: 0, high: 1 },
    output: { kind: 'normal', sd: 1 },
    streams: createStreams(1),
  });
  const pixels = createStreams(2)
    .stream('x')
    .fillUniform(new Float32Array(6 * 40), 0, 1);
  tf.tidy(() => {
    const x = tf.tensor2d(pixels, [6, 40]);
    measureNetwork(model, x);
    const [own] = model.layers;
    const rows = toMatrix(own!.rows(x));
    expect(rows).toHaveLength(6 * own!.positions);
    const weights = { kernels: [toMatrix(model.kernels[0]!)], output: [[1]] };
    const [expected] = measuredByLoops(rows, weights, normalisation);
    const { currents, maximum } = model.constants![0]!;
    expectMatrix(tf.expandDims(currents!.mean, 0), [[...expected!.currents!.mean]], 1e-4);
    expectMatrix(tf.expandDims(currents!.factor, 0), [[...expected!.currents!.factor]], 1e-4);
    expectMatrix(tf.expandDims(maximum!, 0), [[...expected!.maximum!]], 1e-4);
  });
  model.dispose();
});

import { createStreams, unitsOf, type Architecture, type LayerSpec, type Model } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectValues, randomMatrix } from '@hebbench/fixtures';
import { createNetwork, named, normalisedReluAbove, relu, type FeedForward } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import {
  CARRIED,
  convert,
  createSpikingModel,
  simulate,
  type Carried,
  type ConversionOptions,
} from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

const STREAMS = createStreams(8);
const IMAGE = { height: 5, width: 4, channels: 1 };
const HIDDEN: readonly LayerSpec[] = [{ kind: 'dense', units: 12 }];
const TWO: readonly LayerSpec[] = [...HIDDEN, { kind: 'dense', units: 9 }];
const CONVOLUTIONAL = (by: 'max' | 'mean'): LayerSpec[] => [
  { kind: 'conv', units: 6, size: 3, padding: 'same' },
  { kind: 'pool', by, size: 2 },
  { kind: 'dense', units: 8 },
];

const power = named((y: tf.Tensor2D) => tf.pow(tf.relu(y), 3) as tf.Tensor2D, 'power-relu', { power: 3 });
const unitLength = named(
  (x: tf.Tensor2D) => tf.tidy(() => tf.div(x, tf.norm(x, 'euclidean', 1, true)) as tf.Tensor2D),
  'unit-length',
  {},
);

/** A dense network of random weights. */
function dense(
  layers: readonly LayerSpec[],
  parts: Partial<Pick<FeedForward, 'activation' | 'prepare' | 'transposed'>> = {},
  nonnegative = false,
): FeedForward {
  const architecture: Architecture = {
    inputs: 20,
    hidden: unitsOf(layers),
    layers,
    image: IMAGE,
    classes: 3,
    nonnegative,
  };
  const initial = nonnegative
    ? ({ kind: 'half-normal', sd: 0.3 } as const)
    : ({ kind: 'normal', sd: 0.4 } as const);
  return createNetwork({
    architecture,
    activation: relu,
    ...parts,
    hidden: initial,
    output: initial,
    streams: STREAMS,
  });
}

function images(count: number): tf.Tensor2D {
  return tf.tensor2d(randomMatrix(count, 20, STREAMS.stream('images'), 0, 1));
}

/** Largest difference of logits, as a share of the largest logit. */
function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let [difference, largest] = [0, 0];
  for (let i = 0; i < one.length; i++) {
    difference = Math.max(difference, Math.abs(one[i]! - other[i]!));
    largest = Math.max(largest, Math.abs(other[i]!));
  }
  return difference / largest;
}

/** How far scores of the spiking network are from the dense one's. */
function errorAfter(model: Model, steps: number, options: ConversionOptions = {}): number {
  return tf.tidy(() => {
    const x = images(30);
    const network = convert(model, x, { percentile: 100, ...options });
    const { scores } = simulate(network, x, { steps, streams: STREAMS }).glances[0]!;
    network.dispose();
    return distance(scores, model.logits(x).dataSync());
  });
}

test.each<[string, () => FeedForward]>([
  ['one layer', () => dense(HIDDEN)],
  ['one layer, weights unit by unit', () => dense(HIDDEN, { transposed: true })],
  ['two layers', () => dense(TWO)],
  ['two layers, a power on unit length', () => dense(TWO, { activation: power, prepare: unitLength })],
  ['two layers on unit length', () => dense(TWO, { prepare: unitLength })],
  ['two layers, equation (6)', () => dense(TWO, { activation: normalisedReluAbove(0) }, true)],
  ['two layers, equation (6) above −1', () => dense(TWO, { activation: normalisedReluAbove(-1) }, true)],
  ['convolution, maximum', () => dense(CONVOLUTIONAL('max'))],
  ['convolution, mean', () => dense(CONVOLUTIONAL('mean'))],
])('%s: scores approach those of the dense network as steps grow', (_, make) => {
  const model = make();
  const [few, more, many] = [10, 100, 1000].map((steps) => errorAfter(model, steps)) as [
    number,
    number,
    number,
  ];
  expect(many).toBeLessThan(0.01);
  expect(more).toBeLessThan(0.1);
  expect(many).toBeLessThan(few);
  model.dispose();
});

test('a neuron of one layer is never off by more than half a spike', () => {
  const model = dense(HIDDEN);
  tf.tidy(() => {
    const x = images(20);
    const network = convert(model, x, { percentile: 100 });
    const activity = model.hidden(x)[0]!.dataSync();
    for (const steps of [1, 7, 32]) {
      const [rates] = simulate(network, x, { steps, streams: STREAMS }).rates;
      expectValues(
        rates!,
        [...activity].map((each) => each / network.output.scale),
        0.5001 / steps,
      );
    }
    network.dispose();
  });
  model.dispose();
});

test('equation (6) with constants is off by what they leave out, however long', () => {
  const model = dense(HIDDEN, { activation: normalisedReluAbove(0) }, true);
  const errors = Object.fromEntries(
    CARRIED.map((carried): [Carried, number] => [carried, errorAfter(model, 2000, { carried })]),
  ) as Record<Carried, number>;
  expect(errors.image).toBeLessThan(0.005);
  // The maximum, and the mean too, differ from image to image.
  expect(errors.inhibition).toBeGreaterThan(0.02);
  expect(errors.frozen).toBeGreaterThan(0.02);
  model.dispose();
});

test('inhibition keeps which units are active, and their shares', () => {
  const model = dense(HIDDEN, { activation: normalisedReluAbove(0) }, true);
  tf.tidy(() => {
    const x = images(10);
    const network = convert(model, x, { carried: 'inhibition', percentile: 100 });
    const [rates] = simulate(network, x, { steps: 4000, streams: STREAMS }).rates;
    const activity = model.hidden(x)[0]!.dataSync();
    for (let n = 0; n < 10; n++) {
      const [own, twin] = [rates!, activity].map((all) => Array.from(all.slice(12 * n, 12 * n + 12))) as [
        number[],
        number[],
      ];
      const largest = Math.max(...own);
      expectValues(
        own.map((each) => each / largest),
        twin,
        0.01,
      );
    }
    network.dispose();
  });
  model.dispose();
});

test('a layer that nothing drives is named, and its network still answers', () => {
  const model = dense(TWO);
  tf.tidy(() => {
    model.kernels[1]!.assign(tf.neg(tf.ones([12, 9])));
    const network = convert(model, images(10));
    expect(network.silent).toEqual(['hidden-2']);
    const { scores, operations } = simulate(network, images(2), { steps: 5, streams: STREAMS }).glances[0]!;
    expect([...scores]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(operations).toBeUndefined();
    network.dispose();
  });
  model.dispose();
});

test.each<[string, () => Model, ConversionOptions, string]>([
  ['a percentile of 0', () => dense(HIDDEN), { percentile: 0 }, 'percentile 0'],
  ['a percentile above 100', () => dense(HIDDEN), { percentile: 101 }, 'percentile 101'],
  ['a leak at once', () => dense(HIDDEN), { neuron: { timeConstant: 0 } }, 'time constant 0'],
  [
    'a layer without words',
    () => dense(HIDDEN, { activation: (y) => tf.tanh(y) }),
    {},
    'hidden-1, which has no words for what it computes',
  ],
  [
    'another activation',
    () => dense(HIDDEN, { activation: named((y: tf.Tensor2D) => tf.tanh(y), 'tanh') }),
    {},
    'hidden-1, which computes tanh',
  ],
  [
    'a threshold that inhibition cannot carry',
    () => dense(HIDDEN, { activation: normalisedReluAbove(-1) }, true),
    { carried: 'inhibition' },
    'hidden-1, whose threshold in equation (6) is -1 standard deviations',
  ],
])('%s is refused, and leaves no tensor behind', (_, make, options, got) => {
  const model = make();
  const x = images(3);
  const before = tf.memory().numTensors;
  expect(() => {
    const network = convert(model, x, options);
    try {
      simulate(network, x, { steps: 2, streams: STREAMS });
    } finally {
      network.dispose();
    }
  }).toThrow(expect.objectContaining({ got }));
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
  x.dispose();
});

test('a spiking model is a model: rows, shapes, and the gradient of its rate–current curve', () => {
  const model = dense(HIDDEN);
  const x = images(110);
  const spiking = createSpikingModel(convert(model, x, { percentile: 100 }), { steps: 20, streams: STREAMS });
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    const logits = spiking.logits(x);
    expect(logits.shape).toEqual([110, 3]);
    const alone = spiking.logits(tf.slice(x, 105, 2));
    expectValues(alone.dataSync(), [...tf.slice(logits, 105, 2).dataSync()], 1e-4);
    const [rates] = spiking.hidden(x);
    expect([...rates!.dataSync()].every((rate) => Number.isInteger(Math.round(rate * 2e4) / 1000))).toBe(
      true,
    );
    expectValues(spiking.activity(x, 1).dataSync(), [...rates!.dataSync()], 1e-6);
    // Nothing saturates at the largest activity, and nothing lies below one layer: the curve is the dense ReLU.
    const gradientOf = (of: Model): tf.Tensor =>
      tf.grad((v) => tf.sum(tf.square(of.logits(v as tf.Tensor2D))))(x);
    const linear = (of: Model): tf.Tensor =>
      tf.grad((v) => tf.sum(tf.slice(of.logits(v as tf.Tensor2D), [0, 1], [110, 1])))(x);
    expect(distance(linear(spiking).dataSync(), linear(model).dataSync())).toBeLessThan(1e-4);
    expect(distance(gradientOf(spiking).dataSync(), gradientOf(model).dataSync())).toBeLessThan(0.5);
  });
  expect(tf.memory().numTensors).toBe(before);
  spiking.dispose();
  model.dispose();
  x.dispose();
});

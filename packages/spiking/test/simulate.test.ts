import { createStreams, layerShapes, unitsOf, type Architecture, type LayerSpec } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectValues, randomMatrix, toMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createEncoder,
  createOperationCounter,
  createSpikingNetwork,
  createSynapses,
  drivenAnswer,
  fillDrive,
  simulate,
  tidied,
  type Drive,
  type NeuronParameters,
  type SpikingNetwork,
} from '../src/index.ts';
import { drivenBy, twinRuns, type TwinLayer } from './twin.ts';

beforeAll(async () => {
  await openEngine();
});

const IMAGE = { height: 5, width: 4, channels: 2 };
const STREAMS = createStreams(5);

const DENSE: readonly LayerSpec[] = [
  { kind: 'dense', units: 7 },
  { kind: 'dense', units: 6 },
];
const POOLED = (by: 'max' | 'mean'): LayerSpec[] => [
  { kind: 'conv', units: 3, size: 2 },
  { kind: 'pool', by, size: 2 },
  { kind: 'dense', units: 5 },
];

/** Weights and settings of a network; sixteenths, so that sums are exact and spikes are the same in any order. */
function networkOf(
  layers: readonly LayerSpec[],
  drive: Drive,
  neuron: NeuronParameters,
  unitLength = false,
): { readonly network: SpikingNetwork; readonly twin: readonly TwinLayer[] } {
  const architecture: Architecture = {
    inputs: 40,
    hidden: unitsOf(layers),
    layers,
    image: IMAGE,
    classes: 3,
    nonnegative: false,
  };
  const shapes = layerShapes(architecture);
  const stream = STREAMS.stream('weights');
  const exact = (rows: number, columns: number): number[][] =>
    randomMatrix(rows, columns, stream, -4, 6).map((row) => row.map((w) => Math.round(w) / 16));
  const twin = shapes.map((shape): TwinLayer => ({
    shape,
    weights: exact(shape.fanIn, shape.units),
    drive,
    unitLength,
    neuron,
  }));
  return {
    twin,
    network: createSpikingNetwork({
      architecture,
      silent: [],
      layers: twin.map(({ shape, weights }, i) => ({
        name: `hidden-${i + 1}`,
        shape,
        kernel: tf.tensor2d(weights),
        drive,
        unitLength,
        neuron,
      })),
      output: {
        kernel: tf.tensor2d(exact(shapes.at(-1)!.width, 3)),
        bias: tf.tensor1d([0.25, 0, -0.5]),
        scale: 2,
        threshold: 1,
      },
    }),
  };
}

const LEAKY: NeuronParameters = { threshold: 0.53, timeConstant: 7, start: 0.5, reset: 'zero' };
const PLAIN: NeuronParameters = { threshold: 0.53, start: 0.5 };

test.each<[string, readonly LayerSpec[], Drive, NeuronParameters, boolean]>([
  ['ReLU', DENSE, { kind: 'linear' }, PLAIN, false],
  ['ReLU on unit length', DENSE, { kind: 'linear' }, PLAIN, true],
  ['a power on unit length, leak', DENSE, { kind: 'power', power: 2.5 }, LEAKY, true],
  ['equation (6)', DENSE, { kind: 'normalised', threshold: -0.5 }, PLAIN, false],
  ['shares', DENSE, { kind: 'share' }, LEAKY, false],
  ['inhibition, leak', DENSE, { kind: 'inhibition' }, LEAKY, false],
  ['convolution, maximum', POOLED('max'), { kind: 'bias', current: 0.1 }, PLAIN, false],
  ['convolution, mean, leak', POOLED('mean'), { kind: 'linear' }, LEAKY, false],
  ['convolution, equation (6)', POOLED('mean'), { kind: 'normalised', threshold: 0 }, PLAIN, false],
])('%s: layers match their loops, for currents and for spikes', (_, layers, drive, neuron, unitLength) => {
  const { network, twin } = networkOf(layers, drive, neuron, unitLength);
  const images = randomMatrix(4, 40, STREAMS.stream('images'), 0, 1);
  const steps = 12;
  tf.tidy(() => {
    const x = tf.tensor2d(images);
    for (const code of ['current', 'regular'] as const) {
      const found = simulate(network, x, { steps, code, streams: STREAMS });
      images.forEach((image, n) => {
        const played = (t: number): number[] =>
          image.map((v) => Math.floor(t * Math.fround(v) + 0.5) - Math.floor((t - 1) * Math.fround(v) + 0.5));
        const runs = twinRuns(twin, code === 'current' ? () => image : played, steps);
        runs.forEach(({ total }, l) => {
          const { width } = network.layers[l]!.shape;
          expectValues(
            found.rates[l]!.subarray(n * width, (n + 1) * width),
            total.map((each) => each / steps),
            1e-6,
          );
        });
        const kernel = toMatrix(network.output.kernel);
        const scores = [0.25, 0, -0.5].map(
          (bias, k) =>
            bias + runs.at(-1)!.total.reduce((sum, each, i) => sum + (2 * each * kernel[i]![k]!) / steps, 0),
        );
        expectValues(found.glances[0]!.scores.subarray(3 * n, 3 * n + 3), scores, 1e-4);
        expect(runs[0]!.spikes, 'spikes, without which nothing is held against anything').toBeGreaterThan(0);
      });
    }
  });
  network.dispose();
});

test.each<Drive>([
  { kind: 'linear' },
  { kind: 'inhibition' },
  { kind: 'bias', current: 0.3 },
  { kind: 'power', power: 4.5 },
  { kind: 'normalised', threshold: 0 },
  { kind: 'normalised', threshold: -1.5 },
  { kind: 'share' },
])('the drive $kind is the same in loops, as operations and in its twin', (drive) => {
  const y = randomMatrix(5, 9, STREAMS.stream('currents'), -1, 2);
  y[0]!.fill(0);
  const filled = new Float32Array(45);
  fillDrive(drive, Float32Array.from(y.flat()), 9, filled);
  const twin = y.flatMap((row) => drivenBy(drive, row));
  expectValues(filled, twin, 1e-5);
  const answer = tf.tidy(() => drivenAnswer(drive, tf.tensor2d(y)).dataSync());
  expectValues(
    answer,
    twin.map((each) => Math.max(0, each)),
    1e-5,
  );
});

test('adding up weights of events gives the currents of the product', () => {
  for (const layers of [DENSE, POOLED('max')]) {
    const [shape] = layerShapes({ inputs: 40, hidden: unitsOf(layers), layers, image: IMAGE });
    const kernel = tf.tensor2d(randomMatrix(shape!.fanIn, shape!.units, STREAMS.stream('kernel')));
    const spikes = STREAMS.stream('spikes')
      .fillUniform(new Float32Array(3 * 40), 0, 1)
      .map((u) => (u < 0.1 ? 1 : 0));
    const { currents } = createSynapses(shape!, kernel);
    expectValues(currents(spikes, 'events'), [...currents(spikes, 'dense')], 1e-6);
    kernel.dispose();
  }
});

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

test('the first output neuron to spike decides, and nothing is spent after it', () => {
  const { network } = networkOf(DENSE, { kind: 'linear' }, PLAIN);
  const counter = createOperationCounter(network);
  tf.tidy(() => {
    const x = tf.tensor2d(randomMatrix(6, 40, STREAMS.stream('decided'), 0, 1));
    const options = { streams: STREAMS, counter, firstSpike: true };
    const { decisions } = simulate(network, x, { ...options, steps: 40 });
    for (let n = 0; n < 6; n++) {
      const steps = decisions!.steps[n]!;
      const alone = tf.slice(x, n, 1);
      const until = simulate(network, alone, { ...options, steps });
      expect(until.decisions!.classes[0]).toBe(decisions!.classes[n]);
      expect(until.decisions!.synaptic).toBe(until.glances[0]!.operations!.synaptic);
      expect(until.decisions!.decided[0]).toBe(decisions!.decided[n]);
      if (steps > 1 && decisions!.decided[n])
        expect(simulate(network, alone, { ...options, steps: steps - 1 }).decisions!.decided[0]).toBe(0);
    }
    expect([...decisions!.decided]).toContain(1);
  });
  network.dispose();
});

test.each([
  [{ steps: 0 }, 'number of steps 0'],
  [{ steps: 2.5 }, 'number of steps 2.5'],
  [{ steps: 5, at: [3, 3] }, 'steps to look at 3, 3'],
  [{ steps: 5, at: [6] }, 'steps to look at 6'],
])('%o is refused', (options, got) => {
  const { network } = networkOf(DENSE, { kind: 'linear' }, PLAIN);
  const x = tf.zeros<tf.Rank.R2>([1, 40]);
  expect(() => simulate(network, x, { streams: STREAMS, ...options })).toThrow(
    expect.objectContaining({ code: 'INVALID_CONFIG', got }),
  );
  x.dispose();
  network.dispose();
});

test('a simulation leaves no tensor behind', () => {
  const before = tf.memory().numTensors;
  const { network } = networkOf(POOLED('mean'), { kind: 'share' }, LEAKY);
  const x = tf.tensor2d(new Float32Array(80).fill(0.5), [2, 40]);
  const made = tf.memory().numTensors;
  simulate(network, x, { steps: 3, code: 'poisson', streams: STREAMS, firstSpike: true });
  expect(tf.memory().numTensors).toBe(made);
  x.dispose();
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

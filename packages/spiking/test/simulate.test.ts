import { layerShapes, unitsOf, type LayerSpec } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectValues, randomMatrix, toMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import {
  createOperationCounter,
  createSynapses,
  drivenAnswer,
  fillDrive,
  simulate,
  type Drive,
  type NeuronParameters,
} from '../src/index.ts';
import { drivenBy, twinRuns } from './twin.ts';
import { IMAGE, STREAMS, DENSE, POOLED, networkOf } from './example-network.ts';

beforeAll(async () => {
  await openEngine();
});

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

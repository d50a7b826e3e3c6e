import { createStreams, layerShapes, type Architecture } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { expectMatrix } from '@hebbench/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { channelConstants, measureChannels, standardised } from '../src/channels.ts';
import { softhebb } from '../src/index.ts';

beforeAll(async () => {
  await openEngine();
});

const CHANNELS = 3;
const SIDE = 4;
const INPUTS = SIDE * SIDE * CHANNELS;

const convolutional: Architecture = {
  inputs: INPUTS,
  hidden: [5, 4],
  layers: [
    { kind: 'conv', units: 5, size: 3, padding: 'same' },
    { kind: 'conv', units: 4, size: 2 },
  ],
  image: { height: SIDE, width: SIDE, channels: CHANNELS },
  classes: 2,
  nonnegative: false,
};

/** Channels of unlike means and deviations, image by image. */
function imagesOf(seed: number, count: number): number[][] {
  const values = createStreams(seed)
    .stream('images')
    .fillUniform(new Float32Array(count * INPUTS), 0, 1);
  return Array.from({ length: count }, (_, n) =>
    Array.from({ length: INPUTS }, (__, i) => {
      const channel = i % CHANNELS;
      return (channel + 1) * values[n * INPUTS + i]! + channel / 2;
    }),
  );
}

/** Means and standard deviations of a channel, in loops. */
function momentsOf(images: readonly (readonly number[])[], channel: number): { mean: number; sd: number } {
  const own = images.flatMap((image) => image.filter((_, i) => i % CHANNELS === channel));
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  return { mean, sd: Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length) };
}

test('channels are standardised by the moments of the images that they were measured on, as in loops', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 2, max: 6 }), (seed, count) => {
      const [measured, read] = [imagesOf(seed, count), imagesOf(seed + 1, 2)];
      const moments = Array.from({ length: CHANNELS }, (_, channel) => momentsOf(measured, channel));
      const expected = read.map((image) =>
        image.map((value, i) => (value - moments[i % CHANNELS]!.mean) / moments[i % CHANNELS]!.sd),
      );
      const constants = channelConstants(convolutional);
      tf.tidy(() => {
        measureChannels(constants[0]!, tf.tensor2d(measured));
        expectMatrix(standardised(constants)(tf.tensor2d(read), 1), expected, 1e-4, 1);
      });
      tf.dispose(constants.map(({ inputs }) => [inputs!.mean, inputs!.factor]));
    }),
  );
});

test('a channel that is the same everywhere is left at 0, and no value is lost', () => {
  const constants = channelConstants(convolutional);
  tf.tidy(() => {
    const flat = tf.mul(tf.ones([2, INPUTS]), 0.25) as tf.Tensor2D;
    measureChannels(constants[0]!, flat);
    const values = standardised(constants)(flat, 1).dataSync<'float32'>();
    expect([...new Set(values)]).toEqual([0]);
  });
  tf.dispose(constants.map(({ inputs }) => [inputs!.mean, inputs!.factor]));
});

test('a dense layer has constants of each input, a convolution of each channel', () => {
  const sizes = (architecture: Architecture): number[] =>
    channelConstants(architecture).map(({ inputs }) => {
      const { size } = inputs!.mean;
      tf.dispose([inputs!.mean, inputs!.factor]);
      return size;
    });
  expect(sizes(convolutional)).toEqual([CHANNELS, 5]);
  const { layers: _layers, image: _image, ...dense } = convolutional;
  expect(sizes(dense)).toEqual(layerShapes(dense).map(({ fanIn }) => fanIn));
});

test('what lies beyond the edges of an image is a channel’s mean', () => {
  const hyperparameters = softhebb.hyperparameters.parse({ inputs: 'standardised', activation: 'relu' });
  const streams = createStreams(3);
  const trainer = softhebb.create({
    architecture: convolutional,
    hyperparameters,
    budget: { hiddenEpochs: 1, headEpochs: 1 },
    streams,
  });
  tf.tidy(() => {
    const x = tf.tensor2d(imagesOf(5, 6));
    trainer.phases[0]!.begin!({ x });
    const layer = (trainer.model as unknown as { layers: { rows(x: tf.Tensor2D): tf.Tensor2D }[] })
      .layers[0]!;
    const corner = layer.rows(x).arraySync()[0]!;
    // Of a window of 3 × 3 on the first pixel, the first row and the first column lie outside.
    const outside = [0, 1, 2, 3, 6].flatMap((place) =>
      corner.slice(place * CHANNELS, (place + 1) * CHANNELS),
    );
    expect(outside.every((value) => value === 0)).toBe(true);
    expect(corner.some((value) => value < 0)).toBe(true);
  });
  trainer.dispose();
});

test('the preset of convolutions has the authors’ values for each of three layers, that of dense networks theirs', () => {
  const { layers: _layers, image: _image, ...dense } = convolutional;
  const [own, other] = [convolutional, dense].map((architecture) =>
    softhebb.hyperparameters.parse(softhebb.presets.paper(architecture)),
  );
  expect(own!.learningRate).toEqual([0.08, 0.005, 0.01]);
  expect(own!.inputs).toBe('standardised');
  expect(other!.learningRate).toBe(0.045);
});

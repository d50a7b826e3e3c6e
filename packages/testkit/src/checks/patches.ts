import type { Architecture, Batch, LearningRule, Trainer } from '@hebbench/core';
import { createStreams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { createTrainer, type TrialSettings } from '../training.ts';
import { trialSeed, type Check } from './check.ts';

const SIDE = 4;
const SIZE = 2;
const POSITIONS = (SIDE - SIZE + 1) ** 2;
const UNITS = 12;
const IMAGES = 5;
const CLASSES = 3;
const PROGRESS = { update: 0, updates: 10, fraction: 0 };

/**
 * A step of a convolution's training without labels is the step of a dense layer whose samples are the patches, which
 * are cut out by plain loops here: the equation is the same one.
 */
export const convolutionsLearnFromPatches: Check = (rule, settings) => {
  for (const nonnegative of [true, false]) {
    const whole = { hidden: [UNITS], classes: CLASSES, nonnegative };
    const architecture: Architecture = {
      ...whole,
      inputs: SIDE ** 2,
      image: { height: SIDE, width: SIDE, channels: 1 },
      layers: [{ kind: 'conv', units: UNITS, size: SIZE }],
    };
    // A preset may have other values for convolutions: the equation is asked with the same ones.
    const hyperparameters = { ...rule.presets.paper(architecture), ...settings.hyperparameters };
    const convolutional = trainerOf(rule, settings, architecture);
    const dense = trainerOf(rule, { ...settings, hyperparameters }, { ...whole, inputs: SIZE ** 2 });
    if (convolutional.phases[0]?.trains === 'hidden') {
      const kernels = [convolutional, dense].map(kernelOf) as [tf.Variable, tf.Variable];
      expect(kernels[1].shape, 'shape of the kernel').toEqual(kernels[0].shape);
      const pixels = draw(IMAGES * SIDE ** 2);
      step(convolutional, pixels, SIDE ** 2);
      step(dense, cutOut(pixels), SIZE ** 2);
      const [learned, expected] = kernels.map((kernel) => kernel.dataSync<'float32'>()) as [
        Float32Array,
        Float32Array,
      ];
      const largest = expected.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0);
      const difference = learned.reduce(
        (max, weight, i) => Math.max(max, Math.abs(weight - expected[i]!)),
        0,
      );
      expect(difference / largest, 'difference from the step on patches').toBeLessThan(1e-5);
    }
    convolutional.dispose();
    dense.dispose();
  }
};

/** Both networks draw the same kernel: a seed's draws depend on its shape alone. */
function trainerOf(rule: LearningRule, settings: TrialSettings, architecture: Architecture): Trainer {
  return createTrainer(rule, architecture, trialSeed(), settings);
}

function kernelOf({ model }: Trainer): tf.Variable {
  return model.weights().find(({ kind, layer }) => kind === 'kernel' && layer === 'hidden')!
    .tensor as tf.Variable;
}

function draw(count: number): Float32Array {
  return createStreams(trialSeed()).stream('pixels').fillUniform(new Float32Array(count), 0, 1);
}

/** The patches of all images, position by position. */
function cutOut(pixels: Float32Array): Float32Array {
  const patches: number[] = [];
  for (let n = 0; n < IMAGES; n++)
    for (let row = 0; row + SIZE <= SIDE; row++)
      for (let column = 0; column + SIZE <= SIDE; column++)
        for (let dy = 0; dy < SIZE; dy++)
          for (let dx = 0; dx < SIZE; dx++) patches.push(pixels[(n * SIDE + row + dy) * SIDE + column + dx]!);
  expect(patches).toHaveLength(IMAGES * POSITIONS * SIZE ** 2);
  return Float32Array.from(patches);
}

function step({ phases }: Trainer, values: Float32Array, width: number): void {
  const size = values.length / width;
  const labelsOnHost = new Uint8Array(size);
  tf.tidy(() => {
    const x = tf.tensor2d(values, [size, width]);
    const labels = tf.tensor1d(labelsOnHost, 'int32');
    const batch: Batch = { x, parts: () => [x], labels, labelsOnHost, size };
    // What a layer measures before it learns is a phase of its own.
    phases
      .filter(({ trains, input }) => trains === 'hidden' && input.kind === 'pixels')
      .forEach((phase) => phase.step(batch, PROGRESS));
  });
}

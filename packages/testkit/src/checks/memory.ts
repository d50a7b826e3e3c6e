import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { trials } from '../arbitraries.ts';
import { patternImages } from '@hebbench/fixtures';
import { createTrainer, trainTrial } from '../training.ts';
import { RUNS, type Check } from './check.ts';

/** No step leaves a tensor behind, and a disposed trainer leaves none at all. */
export const tensorsAreFreed: Check = (rule, settings) =>
  fc.assert(
    fc.asyncProperty(trials(), async ({ architecture, seed }) => {
      const before = tf.memory().numTensors;
      const trainer = createTrainer(rule, architecture, seed, settings);
      const split = patternImages(architecture, 40);
      const counts: number[] = [];
      const created = tf.memory().numTensors;
      await trainTrial(trainer, split, seed, undefined, {
        onUpdate: () => counts.push(tf.memory().numTensors),
      });
      expect(new Set(counts), 'numbers of tensors after each step').toEqual(new Set([created]));
      expect(tf.memory().numTensors, 'tensors after training').toBe(created);
      trainer.dispose();
      expect(tf.memory().numTensors, 'tensors after dispose').toBe(before);
    }),
    RUNS,
  );

import { changePhases } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { trials } from '../arbitraries.ts';
import { patternImages } from '@hebbench/fixtures';
import { createTrainer, trainTrial } from '../training.ts';
import { runs, type Check } from './check.ts';

/** No step leaves a tensor behind, and a disposed trainer leaves none at all. */
export const tensorsAreFreed: Check = (rule, settings) =>
  fc.assert(
    fc.asyncProperty(trials(settings), async ({ architecture, seed }) => {
      const before = tf.memory().numTensors;
      const trainer = createTrainer(rule, architecture, seed, settings);
      const split = patternImages(architecture, 40);
      const counts: number[] = [];
      const created = tf.memory().numTensors;
      const reader = changePhases(trainer, (phase) => ({
        step: (batch, progress) => phase.step({ ...batch, x: batch.x }, progress),
      }));
      await trainTrial(reader, split, seed, () => counts.push(tf.memory().numTensors));
      // The batch and its labels are there too, and still are when the step has ended: they are not its to dispose.
      expect(new Set(counts), 'numbers of tensors after each step').toEqual(new Set([created + 2]));
      expect(tf.memory().numTensors, 'tensors after training').toBe(created);
      trainer.dispose();
      expect(tf.memory().numTensors, 'tensors after dispose').toBe(before);
    }),
    runs(settings),
  );

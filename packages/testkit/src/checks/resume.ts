import { HebbenchError } from '@hebbench/core';
import type { Checkpoint } from '@hebbench/nn';
import fc from 'fast-check';
import { expect } from 'vitest';
import { trials } from '../arbitraries.ts';
import { patternImages } from '@hebbench/fixtures';
import { copyWeights, createTrainer, trainTrial } from '../training.ts';
import { onNetworks, runs, type Check } from './check.ts';

/** Stopped after any step, saved, and restored into a new trainer, training ends at the same weights. */
export const resumesWhereItStopped: Check = onNetworks((rule, settings, networks) =>
  fc.assert(
    fc.asyncProperty(trials(settings), fc.nat(), async (trial, at) => {
      const { architecture, seed } = trial;
      const split = patternImages(architecture, 40);
      const create = (): ReturnType<typeof createTrainer> =>
        createTrainer(rule, architecture, seed, settings);

      const { steps, weights } = await networks.trained(trial);
      const stopped = create();
      const controller = new AbortController();
      const saved: Checkpoint[] = [];
      let step = 0;
      const checkpoints = {
        load: () => saved.at(-1),
        save: (c: Checkpoint) => saved.push(c),
        everySeconds: Infinity,
      };
      const stopAfter = (at % steps) + 1;
      await trainTrial(stopped, split, seed, () => ++step === stopAfter && controller.abort(), {
        signal: controller.signal,
        checkpoints,
      }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(HebbenchError);
        expect((error as HebbenchError).code).toBe('INTERRUPTED');
      });

      const resumed = create();
      let remaining = 0;
      await trainTrial(resumed, split, seed, () => remaining++, { checkpoints });
      if (saved.length > 0) expect(remaining, 'steps after the resume').toBe(steps - stopAfter);
      expect(copyWeights(resumed)).toEqual(weights);
      for (const trainer of [stopped, resumed]) trainer.dispose();
    }),
    runs(settings),
  ),
);

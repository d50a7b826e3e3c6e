import type { Trainer } from '@hebbench/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { trials } from '../arbitraries.ts';
import { patternImages } from '@hebbench/fixtures';
import { createTrainer, trainTrial } from '../training.ts';
import { runs, type Check } from './check.ts';

/** With the constraint, all weights and biases are ≥ 0 at the start and after every step. */
export const weightsStayNonnegative: Check = afterEveryStep(({ model }) => {
  for (const { name, tensor } of model.weights()) {
    const smallest = tensor.dataSync<'float32'>().reduce((min, w) => Math.min(min, w), Infinity);
    expect(smallest, `smallest weight of ${name}`).toBeGreaterThanOrEqual(0);
  }
});

/** With the constraint, all outgoing weights of a unit have one sign (Dale's law). */
export const dalesLawHolds: Check = afterEveryStep(({ model }) => {
  for (const { name, kind, tensor, transposed } of model.weights()) {
    if (kind !== 'kernel') continue;
    const [, columns] = tensor.shape as [number, number];
    const signs = new Map<number, number>();
    const mixed = new Set<number>();
    tensor.dataSync().forEach((w, at) => {
      const unit = transposed ? at % columns : Math.floor(at / columns);
      if (w === 0) return;
      const sign = signs.get(unit) ?? Math.sign(w);
      if (Math.sign(w) !== sign) mixed.add(unit);
      signs.set(unit, sign);
    });
    expect([...mixed], `units with weights of both signs in ${name}`).toEqual([]);
  }
});

function afterEveryStep(holds: (trainer: Trainer) => void): Check {
  return (rule, settings) =>
    fc.assert(
      fc.asyncProperty(trials({ nonnegative: true, form: settings.form }), async ({ architecture, seed }) => {
        const trainer = createTrainer(rule, architecture, seed, settings);
        holds(trainer);
        await trainTrial(trainer, patternImages(architecture, 60), seed, () => holds(trainer));
        trainer.dispose();
      }),
      runs(settings),
    );
}

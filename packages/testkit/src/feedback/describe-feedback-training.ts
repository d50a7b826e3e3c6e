import { createStreams, type Architecture, type LearningRule, type Trainer } from '@hebbench/core';
import { openEngine } from '@hebbench/engine';
import { patternImages } from '@hebbench/fixtures';
import { accuracy, train } from '@hebbench/nn';
import { beforeAll, describe, expect, test } from 'vitest';

const SHAPE = { inputs: 24, classes: 4 };

/**
 * Declares what rules whose errors come down through fixed, random weights do as they learn, as vitest tests: the
 * forward weights come to be aligned with the feedback.
 * @param rule - with hyperparameters `optimiser`, `learningRate` and `batchSize`, and with diagnostics
 * `hidden-*.kernel.alignment` and `output.*.alignment`
 */
export function describeFeedbackTraining(rule: LearningRule): void {
  describe(`${rule.name} learns by random feedback`, () => {
    beforeAll(async () => {
      await openEngine();
    });

    // With the constraint, on a problem as easy as this, only the layer below the output layer comes to be aligned.
    test.each([
      { hidden: [40, 40], nonnegative: false },
      { hidden: [40], nonnegative: true },
    ])(
      'random feedback is no guide at first, and becomes one: $hidden, nonnegative: $nonnegative',
      async (layers) => {
        const architecture = { ...SHAPE, ...layers };
        const firstUpdate = await hiddenAlignment(rule, architecture, 0.1);
        const lastUpdate = await hiddenAlignment(rule, architecture, 10);
        firstUpdate.forEach((cosine) => expect(Math.abs(cosine)).toBeLessThan(0.2));
        lastUpdate.forEach((cosine) => expect(cosine).toBeGreaterThan(0.3));
      },
    );

    test.each([{ nonnegative: false }, { nonnegative: true }])(
      'learns patterns, nonnegative: $nonnegative',
      async ({ nonnegative }) => {
        const trainer = await trained(rule, { ...SHAPE, hidden: [40, 40], nonnegative }, 10, 5);
        // All but the all-black and the all-white image have a pattern.
        const unseen = patternImages(trainer.model.architecture, 200, 1);
        expect(accuracy(trainer.model, unseen)).toBeGreaterThan(95);
        trainer.dispose();
      },
    );

    test('the output layer follows its gradient', async () => {
      const trainer = await trained(rule, { ...SHAPE, hidden: [40], nonnegative: false }, 1, 0);
      const found = trainer.diagnostics!();
      expect(found['output.kernel.alignment']).toBeCloseTo(1, 4);
      expect(found['output.bias.alignment']).toBeCloseTo(1, 4);
      trainer.dispose();
    });
  });
}

async function trained(
  rule: LearningRule,
  architecture: Architecture,
  epochs: number,
  seed: number,
): Promise<Trainer> {
  const trainer = rule.create({
    architecture,
    hyperparameters: rule.hyperparameters.parse({ optimiser: 'adam', learningRate: 0.01, batchSize: 50 }),
    budget: { hiddenEpochs: 0, headEpochs: epochs },
    streams: createStreams(seed),
  });
  await train(trainer, {
    dataset: architecture,
    split: patternImages(architecture, 200),
    streams: createStreams(seed),
  });
  return trainer;
}

/** How well the update of each hidden layer follows backpropagation's gradient at the last update: mean over seeds. */
async function hiddenAlignment(
  rule: LearningRule,
  architecture: Architecture,
  epochs: number,
): Promise<number[]> {
  const seeds = [0, 1, 2, 3];
  const sums = architecture.hidden.map(() => 0);
  for (const seed of seeds) {
    const trainer = await trained(rule, architecture, epochs, seed);
    const found = trainer.diagnostics!();
    sums.forEach((sum, i) => (sums[i] = sum + found[`hidden-${i + 1}.kernel.alignment`]!));
    trainer.dispose();
  }
  return sums.map((sum) => sum / seeds.length);
}

import {
  createStreams,
  type Architecture,
  type Budget,
  type LearningRule,
  type Split,
  type Trainer,
} from '@hebbench/core';
import { patternImages } from '@hebbench/fixtures';
import { changePhases, train, type TrainOptions } from '@hebbench/nn';
import fc from 'fast-check';
import type { Form, Trial } from './arbitraries.ts';

/** How the conformance suite sets a rule up. */
export interface TrialSettings {
  /** What differs from the rule's `paper` preset. */
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly budget: Budget;
  /** Which networks are tried. @defaultValue 'dense' */
  readonly form?: Form;
}

/**
 * A trainer of `rule` with its `paper` preset. What the rule says it cannot train is no trial: fast-check draws another.
 */
export function createTrainer(
  rule: LearningRule,
  architecture: Architecture,
  seed: number,
  { hyperparameters, budget }: TrialSettings,
): Trainer {
  const complete = rule.hyperparameters.parse({ ...rule.presets.paper(architecture), ...hyperparameters });
  fc.pre(rule.unsupported?.(architecture, complete) === undefined);
  return rule.create({ architecture, hyperparameters: complete, budget, streams: createStreams(seed) });
}

/** Trains on a split, telling `onStep` after each update. */
export async function trainTrial(
  trainer: Trainer,
  split: Split,
  seed: number,
  onStep: () => void = () => {},
  options: Partial<TrainOptions> = {},
): Promise<void> {
  const watched = changePhases(trainer, (phase) => ({
    step: (batch, progress) => {
      phase.step(batch, progress);
      onStep();
    },
  }));
  await train(watched, {
    dataset: { classes: trainer.model.architecture.classes },
    split,
    streams: createStreams(seed),
    ...options,
  });
}

/** Copies of a model's weights by name. */
export function copyWeights({ model }: Trainer): Record<string, Float32Array> {
  return Object.fromEntries(
    model.weights().map(({ name, tensor }) => [name, tensor.dataSync<'float32'>().slice()]),
  );
}

/** Trains a trial's network from its start, and copies its weights. */
export async function trainedWeights(
  rule: LearningRule,
  { architecture, seed }: Trial,
  settings: TrialSettings,
): Promise<Record<string, Float32Array>> {
  const trainer = createTrainer(rule, architecture, seed, settings);
  await trainTrial(trainer, patternImages(architecture, 40), seed);
  const weights = copyWeights(trainer);
  trainer.dispose();
  return weights;
}

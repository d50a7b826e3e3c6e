import type { Budget, Phase, Progress, Trainer } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { alignment } from './alignment.ts';
import { oneHot } from './cross-entropy.ts';
import type { FeedForward } from './feed-forward.ts';
import { createZeros } from './initial.ts';
import { measuringPhases } from './normalisation/measure.ts';
import { createOptimiser, type OptimiserName } from './optimiser.ts';
import { scheduleFactor, type RateSchedule } from './schedule.ts';
import { weightVariables } from './variables.ts';

/** Hyperparameters of a network whose layers all learn at once. */
export interface GradientTrainerOptions {
  readonly optimiser: OptimiserName;
  /** Step size at the start of training. */
  readonly learningRate: number;
  readonly schedule: RateSchedule;
  /** Samples per update. */
  readonly batchSize: number;
}

/** What {@link createGradientTrainer} needs. */
export interface GradientTrainerSetup {
  /** The trainer owns it from then on. */
  readonly model: FeedForward;
  readonly options: GradientTrainerOptions;
  readonly budget: Budget;
  /**
   * The gradient of the batch's mean cross-entropy, or what stands in for it.
   * @param x - `[batch, inputs]`
   * @param oneHotLabels - `[batch, classes]`
   * @returns one for each of `networkWeights`
   */
  gradients(x: tf.Tensor2D, oneHotLabels: tf.Tensor2D, progress: Progress): readonly tf.Tensor[];
  /**
   * Whether the trainer's diagnostics tell the {@link alignment} of what the last update followed, by weight tensor.
   * @defaultValue false
   */
  readonly measureAlignment?: boolean;
}

/** Trains all layers of a network in each batch, down a gradient or an estimate of it. */
export function createGradientTrainer(setup: GradientTrainerSetup): Trainer {
  const { model, options, budget, measureAlignment = false } = setup;
  const { optimiser, learningRate, schedule, batchSize } = options;
  const { classes, nonnegative } = model.architecture;
  const weights = weightVariables(model);
  const learned = model.weights().filter(({ kind }) => kind !== 'constant');
  const optimisers = learned.map(({ name }) => ({
    name,
    ...createOptimiser(optimiser, weights[name]!, nonnegative),
  }));
  // A variable, so that a checkpoint after the last update keeps it.
  const aligned = measureAlignment ? createZeros<tf.Rank.R1>([optimisers.length]) : undefined;

  const step: Phase['step'] = ({ x, labels }, progress) =>
    tf.tidy(() => {
      const { update, updates, fraction } = progress;
      const target = oneHot(labels, classes);
      const gradients = setup.gradients(x, target, progress);
      if (update === updates - 1) aligned?.assign(alignment(model, gradients, x, target));
      const rate = learningRate * scheduleFactor(schedule, fraction);
      optimisers.forEach((each, i) => each.step(gradients[i]!, rate, update));
    });

  const state = optimisers.flatMap((each) =>
    Object.entries(each.state).map(([name, variable]) => [`${each.name}/${name}`, variable] as const),
  );
  const variables = { ...weights, ...Object.fromEntries(state), ...(aligned && { alignment: aligned }) };
  return {
    model,
    phases: [
      ...measuringPhases(model),
      {
        name: 'network',
        trains: 'all',
        epochs: budget.headEpochs,
        batchSize,
        sampling: 'shuffled',
        input: { kind: 'pixels' },
        step,
      },
    ],
    variables,
    ...(aligned && {
      diagnostics: () => {
        const cosines = aligned.dataSync();
        return Object.fromEntries(
          optimisers.map(({ name }, i) => [`${name.replace('/', '.')}.alignment`, cosines[i]!]),
        );
      },
    }),
    dispose: () => Object.values(variables).forEach((variable) => variable.dispose()),
  };
}

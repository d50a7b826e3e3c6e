import type { Budget, Phase, Progress, Streams } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { createAdam } from './adam.ts';
import { createCentre } from './centre.ts';
import { crossEntropyGradient, oneHot } from './cross-entropy.ts';
import { dropout } from './dropout.ts';
import type { FeedForward } from './feed-forward.ts';
import { createZeros } from './initial.ts';
import { RATE_SCHEDULES, scheduleFactor, type RateSchedule } from './schedule.ts';

const HEAD_INPUTS = ['scaled', 'centred'] as const;

/** What an output layer learns from: hidden activity over its root mean square, or its deviations over theirs. */
export type HeadInput = (typeof HEAD_INPUTS)[number];

/** Hyperparameters of an output layer that is trained by gradient descent. */
export interface GradientHeadOptions {
  /** Samples per update. */
  readonly headBatchSize: number;
  /** Adam's step size at the start, for what {@link GradientHeadOptions.headInput} scales to a root mean square of 1. */
  readonly headLearningRate: number;
  readonly headSchedule: RateSchedule;
  /** Centred, the layer can express the same functions and converges sooner. @defaultValue 'scaled' */
  readonly headInput?: HeadInput;
  /** Share of its inputs that each update drops, sample by sample, in [0, 1): see {@link dropout}. @defaultValue none */
  readonly headDropout?: number;
}

/** Fields of {@link GradientHeadOptions} for a rule's schema. */
export const gradientHeadFields = {
  headBatchSize: z
    .int()
    .min(1)
    .default(100)
    .describe('Samples per update of a gradient-trained output layer'),
  headLearningRate: z
    .number()
    .positive()
    .max(10)
    .default(0.003)
    .describe("Adam's step size for the output layer at the start, on activity of root mean square 1"),
  headSchedule: z
    .enum(RATE_SCHEDULES)
    .default('cosine')
    .describe('How the step size of the output layer falls over its training'),
  headInput: z
    .enum(HEAD_INPUTS)
    // Left out, not given a default: records from before it existed stay valid.
    .exactOptional()
    .describe(
      "What the output layer learns from: activity over its root mean square, or each unit's deviations from its mean over theirs, which converges sooner where units have much in common. Default: scaled",
    ),
  headDropout: z
    .number()
    .min(0)
    .max(0.99)
    .exactOptional()
    .describe(
      'Share of the activity that each update of a gradient-trained output layer drops. Default: none',
    ),
} satisfies z.ZodRawShape;

/**
 * Hyperparameters without those of a gradient-trained output layer: what hidden layers that are trained before it
 * depend on.
 */
export function withoutGradientHead<H extends GradientHeadOptions>(
  hyperparameters: H,
): Omit<H, keyof GradientHeadOptions> {
  const {
    headBatchSize: _size,
    headLearningRate: _rate,
    headSchedule: _schedule,
    headInput: _input,
    headDropout: _dropout,
    ...rest
  } = hyperparameters;
  return rest;
}

/** Gradient descent on an output layer. */
export interface GradientHead {
  /** Trains on the frozen activity of the last hidden layer. */
  readonly phase: Phase;
  /** To add to the trainer's variables. */
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /**
   * Measures the hidden activity's scale, and its means if they are subtracted, before the first step, and divides the
   * output kernel by the scale. Measuring the same activity again changes nothing.
   * @param activity - a sample of it, `[batch, units]`
   */
  measure(activity: tf.Tensor2D): void;
  /**
   * One update.
   * @param activity - of the last hidden layer, `[batch, units]`
   * @param labels - int32 `[batch]`
   */
  step(activity: tf.Tensor2D, labels: tf.Tensor1D, progress: Progress): void;
}

/**
 * Gradient of a batch's mean loss in the logits, `[batch, classes]`.
 * @param logits - `[batch, classes]`
 * @param oneHotLabels - `[batch, classes]`
 */
export type LossGradient = (logits: tf.Tensor2D, oneHotLabels: tf.Tensor2D) => tf.Tensor2D;

/** What a gradient-trained output layer has beside its settings. */
export interface GradientHeadContext {
  /** What {@link GradientHeadOptions.headDropout} draws from: its stream `dropout`, one for each update. */
  readonly streams: Streams;
  /**
   * Of another loss. Centred and with the constraint, it must not depend on a constant that is added to all logits.
   * @defaultValue the cross-entropy's
   */
  readonly lossGradient?: LossGradient;
}

/**
 * Trains the output layer by gradient descent (Adam) on the cross-entropy: the paper's "output layer trained by BP".
 *
 * Hidden activity is often small and badly scaled, so the step is taken for activity divided by its root mean square
 * `r`: with `h' = h/r` and `V' = rV`, `h'V' = hV` and `∂E/∂V' = (∂E/∂V)/r`. The model's kernel is `V` throughout; its
 * starting values are those of `V'`.
 *
 * Centred, `h' = (h − μ)/r` with the units' means `μ`, and `r` is the root mean square of the deviations:
 * `h'V' + b' = hV + b` with `b = b' − μV`. What all images have in common then no longer drowns what sets them apart,
 * which plain steps along badly conditioned directions take very long to find. With the constraint, `b` stays
 * nonnegative by a constant that is added to all classes, which changes no probability.
 */
export function createGradientHead(
  model: FeedForward,
  options: GradientHeadOptions,
  budget: Budget,
  { streams, lossGradient = crossEntropyGradient }: GradientHeadContext,
): GradientHead {
  const { architecture, outputKernel: kernel, outputBias: bias } = model;
  const { classes, nonnegative } = architecture;
  const scale = createZeros<tf.Rank.R0>([]);
  const centre = options.headInput === 'centred' ? createCentre(model) : undefined;
  const { headDropout = 0 } = options;
  const drops = streams.child('dropout');
  const trainedBias = centre?.bias ?? bias;
  const adam = {
    kernel: createAdam(kernel, { nonnegative }),
    bias: createAdam(trainedBias, { nonnegative: nonnegative && !centre }),
  };

  const measure = (activity: tf.Tensor2D): void =>
    tf.tidy(() => {
      const rms = tf.sqrt(tf.mean(tf.square(centre ? centre.measure(activity) : activity)));
      // A hidden layer that is silent everywhere has no scale; 1 leaves it as it is.
      const measured = tf.where(tf.greater(rms, 0), rms, tf.onesLike(rms)) as tf.Scalar;
      // V' keeps its values, so that the start does not depend on the scale either; before the first time, V is V'.
      const before = tf.where(tf.greater(scale, 0), scale, tf.onesLike(scale));
      kernel.assign(tf.mul(kernel, tf.div(before, measured)) as tf.Tensor2D);
      scale.assign(measured);
      centre?.updateBias();
    });

  const step = (whole: tf.Tensor2D, labels: tf.Tensor1D, { update, fraction }: Progress): void => {
    const rms = scale.dataSync()[0]!;
    const rate = options.headLearningRate * scheduleFactor(options.headSchedule, fraction);
    tf.tidy(() => {
      const activity =
        headDropout > 0 ? dropout(whole, headDropout, drops.stream(String(update)), centre?.means) : whole;
      const delta = lossGradient(model.logitsFromActivity(activity), oneHot(labels, classes));
      const biasGradient = tf.sum<tf.Tensor1D>(delta, 0);
      const gradient = tf.matMul<tf.Tensor2D>(activity, delta, true, false);
      const kernelGradient = tf.div(centre ? centre.deviations(gradient, biasGradient) : gradient, rms);
      adam.kernel.step(kernelGradient, rate / rms, update);
      adam.bias.step(biasGradient, rate, update);
      centre?.updateBias();
    });
  };

  return {
    measure,
    step,
    phase: {
      name: 'head',
      trains: 'head',
      epochs: budget.headEpochs,
      batchSize: options.headBatchSize,
      sampling: 'shuffled',
      input: { kind: 'activity', layer: architecture.hidden.length },
      begin: ({ x }) => measure(x),
      step: ({ x, labels }, progress) => step(x, labels, progress),
    },
    variables: {
      'head/scale': scale,
      'head/kernel/m': adam.kernel.state.m,
      'head/kernel/v': adam.kernel.state.v,
      'head/bias/m': adam.bias.state.m,
      'head/bias/v': adam.bias.state.v,
      ...(centre && { 'head/means': centre.means, 'head/bias': centre.bias }),
    },
  };
}

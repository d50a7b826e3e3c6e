import type { RandomStream } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { GradientTrainerOptions } from './gradient-trainer.ts';
import { drawKernel, initialWeightsSchema, type InitialWeights } from './initial.ts';
import { LOCAL_DERIVATIVES, type LocalDerivative } from './layer-errors.ts';
import { OPTIMISERS } from './optimiser.ts';
import { RATE_SCHEDULES } from './schedule.ts';

/** Hyperparameters of a network that learns by errors which come down through fixed, random weights. */
export interface FeedbackOptions extends GradientTrainerOptions {
  /** Feedback weights are drawn from U[−s/√n, s/√n], s this scale, n the units of the layer that they reach. */
  readonly feedbackScale: number;
  /** How a layer's activation enters its error. */
  readonly derivative: LocalDerivative;
  /** Distribution of the hidden kernels; He's (or the paper's, with the constraint) if left out. */
  readonly initial?: InitialWeights;
}

/** Fields of {@link FeedbackOptions} for a rule's schema. */
export const feedbackFields = {
  feedbackScale: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .describe('Scale s of the fixed feedback weights, U[−s/√n, s/√n], n the units of the layer they reach'),
  derivative: z
    .enum(LOCAL_DERIVATIVES)
    .default('exact')
    .describe(
      'With equation (6): whether a layer’s error follows its own mean and maximum (exact) or holds them constant (pointwise)',
    ),
  optimiser: z
    .enum(OPTIMISERS)
    .default('rmsprop')
    .describe('What follows the update: RMSprop, Adam, or nothing (plain gradient descent)'),
  learningRate: z.number().positive().max(100).default(1e-4).describe('Step size η at the start of training'),
  schedule: z.enum(RATE_SCHEDULES).default('constant').describe('How the step size falls over training'),
  batchSize: z.int().min(1).default(64).describe('Samples per update'),
  initial: initialWeightsSchema
    .exactOptional()
    .describe(
      'Distribution of the hidden kernels. Default: N(0, 2/inputs) (He), or U[0.01, 0.1] with the constraint',
    ),
} satisfies z.ZodRawShape;

/**
 * A matrix that carries errors down to a layer, `error · B`: U[−s/√n, s/√n]. It is no variable: nothing changes it.
 * @param from - components of the error
 * @param to - n, values that it reaches
 * @param scale - s
 * @returns `[from, to]`
 */
export function createFeedback(from: number, to: number, scale: number, stream: RandomStream): tf.Tensor2D {
  const high = scale / Math.sqrt(to);
  return tf.tensor2d(drawKernel([from, to], { kind: 'uniform', low: -high, high }, stream), [from, to]);
}

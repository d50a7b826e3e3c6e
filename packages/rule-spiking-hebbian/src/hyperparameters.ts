import {
  gradientHeadFields,
  initialWeightsSchema,
  perturbedHeadFields,
  refinePerturbedHead,
  type GradientHeadOptions,
  type InitialWeights,
  type PerturbedHeadOptions,
} from '@hebbench/nn';
import type { Code } from '@hebbench/spiking';
import { z } from 'zod';

/** How values become spikes. */
export const CODES = ['regular', 'poisson'] as const satisfies readonly Code[];

/** Hyperparameters of the proposed rule's hidden layers on spikes. */
export interface Hyperparameters extends GradientHeadOptions {
  /** Steps that an image is shown for, in training and in scoring. */
  readonly steps: number;
  /** How the values that a layer reads become spikes. */
  readonly code: Code;
  /** τ of the membranes, in steps; they do not leak if left out. */
  readonly membraneTimeConstant?: number;
  /** τ of the spike traces, in steps. */
  readonly traceTimeConstant: number;
  /** Steps from one update to the next, while an image is shown. */
  readonly updateEvery: number;
  /** η of equation (1). */
  readonly hiddenLearningRate: number;
  /** Images that are shown side by side: an update is their mean. */
  readonly hiddenBatchSize: number;
  /** θ of the drive with the constraint, in standard deviations: equation (6) above it drives. @defaultValue 0 */
  readonly activityThreshold?: number;
  /** Distribution of all kernels; the paper's if left out. */
  readonly initial?: InitialWeights;
  /**
   * The proposed rule's own output layer: equations (2) to (5) on the shares of steps in which hidden neurons spiked. Left
   * out, the output layer is trained by gradient descent.
   */
  readonly perturbedHead?: PerturbedHeadOptions;
}

/** Schema of {@link Hyperparameters}. */
export const hyperparametersSchema: z.ZodType<Hyperparameters> = z.strictObject({
  steps: z.int().min(1).max(1000).default(16).describe('Steps that an image is shown for'),
  code: z
    .enum(CODES)
    .default('poisson')
    .describe(
      'Spikes of a value v in [0, 1] that a layer reads: evenly spaced, or at each step with probability v',
    ),
  membraneTimeConstant: z
    .number()
    .positive()
    .max(1e6)
    .exactOptional()
    .describe('τ of the membranes in steps, leak exp(−1/τ). Default: no leak'),
  traceTimeConstant: z
    .number()
    .positive()
    .max(1e6)
    .default(8)
    .describe('τ of the spike traces in steps: x̄ ← x̄ + (1 − exp(−1/τ))(s − x̄)'),
  updateEvery: z
    .int()
    .min(1)
    .max(1000)
    .default(4)
    .describe('Steps from one update to the next, while an image is shown'),
  hiddenLearningRate: z.number().positive().max(1e6).default(0.0005).describe('η of equation (1)'),
  hiddenBatchSize: z
    .int()
    .min(1)
    .default(100)
    .describe('Images shown side by side, for one update each time'),
  activityThreshold: z
    .number()
    .min(-10)
    .max(10)
    .exactOptional()
    .describe(
      'θ of the drive with the constraint, in standard deviations of equation (6): units above it are driven. Default: 0',
    ),
  initial: initialWeightsSchema
    .exactOptional()
    .describe(
      'Distribution of the starting weights. Default: U[0.01, 0.1] with the constraint, N(0, 0.01²) without',
    ),
  perturbedHead: z
    .strictObject(perturbedHeadFields)
    .superRefine(refinePerturbedHead)
    .exactOptional()
    .describe(
      'Trains the output layer by equations (2) to (5) with these settings. Default: gradient descent trains it',
    ),
  ...gradientHeadFields,
});

import { initialWeightsSchema, RATE_SCHEDULES, type InitialWeights, type RateSchedule } from '@hebbench/nn';
import { z } from 'zod';
import { NOISES, type Noise } from './noise.ts';

/** Settings of the gradient's estimate. */
export interface EstimateOptions {
  /** Variance σ² of the perturbations ξ. */
  readonly variance: number;
  /** Perturbations that an update averages over. */
  readonly perturbations: number;
  /** Whether each perturbation is tried with both signs: `(E(ξ) − E(−ξ))/2` in place of `E(ξ) − E`. */
  readonly antithetic: boolean;
  /** Distribution of ξ. */
  readonly noise: Noise;
}

/** Hyperparameters of weight and node perturbation. */
export interface Hyperparameters extends EstimateOptions {
  /** What is perturbed: all weights, one perturbation a batch; or all units' currents, one a sample. */
  readonly perturb: 'weights' | 'nodes';
  readonly optimiser: 'sgd' | 'adam';
  /** Step size at the start of training. */
  readonly learningRate: number;
  readonly schedule: RateSchedule;
  /** Samples per update. */
  readonly batchSize: number;
  /** Distribution of the hidden kernels; He's (or the paper's, with the constraint) if left out. */
  readonly initial?: InitialWeights;
}

/** Schema of {@link Hyperparameters}. */
export const hyperparametersSchema: z.ZodType<Hyperparameters> = z.strictObject({
  perturb: z
    .enum(['weights', 'nodes'])
    .default('weights')
    .describe('What ξ is added to: all weights, once a batch, or the currents of all units, once a sample'),
  variance: z
    .number()
    .min(1e-12)
    .max(100)
    .default(0.00016)
    .describe('Variance σ² of ξ in −(1/σ²) (E(ξ) − E) ξ, in squared units of a weight or of a current'),
  perturbations: z.int().min(1).max(4096).default(1).describe('Perturbations that an update averages over'),
  antithetic: z
    .boolean()
    .default(false)
    .describe('Whether each ξ is tried with both signs: (E(ξ) − E(−ξ))/2 in place of E(ξ) − E'),
  noise: z
    .enum(NOISES)
    .default('normal')
    .describe('Distribution of ξ: N(0, σ²), or ±σ with equal chances (signs), which are faster to draw'),
  optimiser: z
    .enum(['sgd', 'adam'])
    .default('sgd')
    .describe('What follows the estimate: plain gradient descent or Adam (Kingma and Ba 2015)'),
  learningRate: z
    .number()
    .positive()
    .max(1e6)
    .default(0.021_875)
    .describe('Step size at the start of training; 0.021875 is η²β of the benchmark’s paper'),
  schedule: z.enum(RATE_SCHEDULES).default('constant').describe('How the step size falls over training'),
  batchSize: z.int().min(1).default(2000).describe('Samples per update'),
  initial: initialWeightsSchema
    .exactOptional()
    .describe(
      'Distribution of the hidden kernels. Default: N(0, 2/inputs) (He), or U[0.01, 0.1] with the constraint',
    ),
});

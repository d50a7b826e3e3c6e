import {
  gradientHeadFields,
  initialWeightsSchema,
  type GradientHeadOptions,
  type InitialWeights,
} from '@hebbench/nn';
import { z } from 'zod';
import { RECONSTRUCTIONS, type Reconstruction } from './pca-step.ts';

/** Hyperparameters of Hebbian principal component analysis. */
export interface Hyperparameters extends GradientHeadOptions {
  /** Which units a unit subtracts from its input: Sanger's rule or Oja's. */
  readonly reconstruction: Reconstruction;
  /** What the rule learns with: the layer's activity, or its currents before the ReLU. */
  readonly learnFrom: 'activity' | 'currents';
  /** Learning rate η, constant over training. */
  readonly learningRate: number;
  /** Samples per update of a hidden layer. */
  readonly batchSize: number;
  /** Distribution of all kernels; the house's if left out. */
  readonly initial?: InitialWeights;
}

/** Schema of {@link Hyperparameters}. */
export const hyperparametersSchema: z.ZodType<Hyperparameters> = z.strictObject({
  reconstruction: z
    .enum(RECONSTRUCTIONS)
    .default('sequential')
    .describe(
      "Units k in Δw_j = η ⟨z_j (x − Σ_k z_k w_k)⟩: k ≤ j (sequential, Sanger's rule) or all (subspace, Oja's)",
    ),
  learnFrom: z
    .enum(['activity', 'currents'])
    .default('activity')
    .describe('z of the rule: the activity (nonlinear PCA), or the currents before the ReLU (linear PCA)'),
  learningRate: z.number().positive().max(10).default(0.001).describe('Step size η, constant over training'),
  batchSize: z.int().min(1).default(64).describe('Samples per update of a hidden layer'),
  initial: initialWeightsSchema
    .exactOptional()
    .describe(
      'Distribution of the starting weights. Default: U[0.01, 0.1] with the constraint, N(0, 0.01²) without',
    ),
  ...gradientHeadFields,
});

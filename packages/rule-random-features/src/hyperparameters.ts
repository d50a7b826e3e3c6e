import {
  gradientHeadFields,
  initialWeightsSchema,
  normalisationFields,
  type GradientHeadOptions,
  type InitialWeights,
  type Normalisation,
} from '@hebbench/nn';
import { z } from 'zod';

/** Hyperparameters of the control. */
export interface Hyperparameters extends GradientHeadOptions {
  /** Distribution of all kernels; the paper's if left out. */
  readonly initial?: InitialWeights;
  /** A reading of equation (6), with the constraint. */
  readonly normalisation?: Normalisation;
}

/** Schema of {@link Hyperparameters}. */
export const hyperparametersSchema: z.ZodType<Hyperparameters> = z.strictObject({
  initial: initialWeightsSchema
    .exactOptional()
    .describe(
      'Distribution of the starting weights. Default: U[0.01, 0.1] with the constraint, N(0, 0.01²) without',
    ),
  ...normalisationFields,
  ...gradientHeadFields,
});

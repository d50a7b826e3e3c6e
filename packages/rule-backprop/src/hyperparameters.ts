import {
  initialWeightsSchema,
  normalisationFields,
  RATE_SCHEDULES,
  type InitialWeights,
  type Normalisation,
  type RateSchedule,
} from '@hebbench/nn';
import { z } from 'zod';

/** Hyperparameters of backpropagation. */
export interface Hyperparameters {
  readonly optimiser: 'adam' | 'sgd';
  /** Step size at the start of training. */
  readonly learningRate: number;
  readonly schedule: RateSchedule;
  /** Samples per update. */
  readonly batchSize: number;
  /** Whether hidden layers are normalised by equation (6) when the constraint holds. */
  readonly normalise: boolean;
  /** How they are: a reading of equation (6). */
  readonly normalisation?: Normalisation;
  /** Distribution of the hidden kernels; He's (or the paper's, with the constraint) if left out. */
  readonly initial?: InitialWeights;
}

/** Schema of {@link Hyperparameters}. */
export const hyperparametersSchema: z.ZodType<Hyperparameters> = z
  .strictObject({
    optimiser: z
      .enum(['adam', 'sgd'])
      .default('adam')
      .describe('Adam (Kingma and Ba 2015) or plain gradient descent'),
    learningRate: z
      .number()
      .positive()
      .max(100)
      .default(0.001)
      .describe('Step size at the start of training'),
    schedule: z.enum(RATE_SCHEDULES).default('cosine').describe('How the step size falls over training'),
    batchSize: z.int().min(1).default(100).describe('Samples per update'),
    normalise: z
      .boolean()
      .default(true)
      .describe('Normalise hidden activity by equation (6) under the constraint; without it, ReLU alone'),
    ...normalisationFields,
    initial: initialWeightsSchema
      .exactOptional()
      .describe(
        'Distribution of the hidden kernels. Default: N(0, 2/inputs) (He), or U[0.01, 0.1] with the constraint',
      ),
  })
  .refine(({ normalise, normalisation }) => normalise || normalisation === undefined, {
    path: ['normalisation'],
    message: 'without normalise there is nothing to read: leave normalisation out',
  });

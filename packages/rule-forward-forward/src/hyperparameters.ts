import { initialWeightsSchema, RATE_SCHEDULES, type InitialWeights, type RateSchedule } from '@hebbench/nn';
import { z } from 'zod';
import { GOODNESSES, type Goodness } from './goodness.ts';
import { LABEL_PLACES, type LabelPlace } from './label.ts';
import { NEGATIVE_LABELS, type NegativeLabels } from './negative-labels.ts';

/** Hyperparameters of the Forward-Forward algorithm. */
export interface Hyperparameters {
  /** What a layer makes of its squared activity: sum or mean over its units. */
  readonly goodness: Goodness;
  /** Threshold θ of the goodness, for each unit: the sum is compared with θ × units. */
  readonly threshold: number;
  /** Where the label goes: over the first pixels, or beside the image. */
  readonly label: LabelPlace;
  /** Value of the label's 1, where a white pixel is 1. */
  readonly labelStrength: number;
  /** How the wrong labels of negative images are chosen. */
  readonly negatives: NegativeLabels;
  /** Adam's step size at the start of training. */
  readonly learningRate: number;
  readonly schedule: RateSchedule;
  /** Positive images per update; as many negative ones come with them. */
  readonly batchSize: number;
  /** Distribution of the kernels; He's (or the paper's, with the constraint) if left out. */
  readonly initial?: InitialWeights;
}

/** Schema of {@link Hyperparameters}. */
export const hyperparametersSchema: z.ZodType<Hyperparameters> = z.strictObject({
  goodness: z
    .enum(GOODNESSES)
    .default('sum')
    .describe('Goodness g of a layer: sum or mean of the squared ReLU activity of its units'),
  threshold: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .describe('θ per unit in p(positive) = σ(g − θ): the mean is compared with θ, the sum with θ × units'),
  label: z
    .enum(LABEL_PLACES)
    .default('overlay')
    .describe('Where the one-hot label goes: over the first pixels of the image (overlay), or beside it'),
  labelStrength: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .describe('Value of the one in the one-hot label, where a white pixel is 1'),
  negatives: z
    .enum(NEGATIVE_LABELS)
    .default('hard')
    .describe('Wrong labels: all equally likely (uniform), or in proportion to their softmax score (hard)'),
  learningRate: z
    .number()
    .positive()
    .max(10)
    .default(0.01)
    .describe("Adam's step size at the start of training, for all layers"),
  schedule: z.enum(RATE_SCHEDULES).default('linear').describe('How the step size falls over training'),
  batchSize: z.int().min(1).default(100).describe('Positive images per update, each with a negative one'),
  initial: initialWeightsSchema
    .exactOptional()
    .describe(
      'Distribution of the kernels. Default: N(0, 2/inputs) (He), or U[0.01, 0.1] with the constraint',
    ),
});

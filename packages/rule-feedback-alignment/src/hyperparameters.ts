import { feedbackFields, type FeedbackOptions } from '@hebbench/nn';
import { z } from 'zod';

/** Hyperparameters of the rule. */
export type Hyperparameters = FeedbackOptions;

/** Schema of {@link Hyperparameters}. */
export const hyperparametersSchema: z.ZodType<Hyperparameters> = z.strictObject(feedbackFields);

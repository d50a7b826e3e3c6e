import {
  gradientHeadFields,
  initialWeightsSchema,
  type GradientHeadOptions,
  type InitialWeights,
} from '@hebbench/nn';
import { z } from 'zod';

/** Hyperparameters of Krotov and Hopfield's rule. */
export interface Hyperparameters extends GradientHeadOptions {
  /** Exponent p of the norm at which weights settle. */
  readonly norm: number;
  /** Rank k of the unit that unlearns. */
  readonly rank: number;
  /** Strength δ of its unlearning. */
  readonly antiHebbian: number;
  /** Learning rate ε at the start; it falls linearly to 0. */
  readonly learningRate: number;
  /** Samples per update of the hidden layers. */
  readonly batchSize: number;
  /** Power n of the activation `relu(Wv)^n`. */
  readonly power: number;
  /**
   * Power m of the loss `Σ|tanh(z) − t|^m` of the output layer, its authors' own; not with the constraint, under which
   * z cannot become negative. @defaultValue none: the cross-entropy
   */
  readonly lossPower?: number;
  /** What a layer reads when the network is used: at unit length, as its authors advise, if left out. */
  readonly inputs?: 'unit-length' | 'as-they-are';
  /** Distribution of the hidden kernels; N(0, 1), or |N(0, 0.5²)| with the constraint, if left out. */
  readonly initial?: InitialWeights;
}

/** Schema of {@link Hyperparameters}. */
export const hyperparametersSchema: z.ZodType<Hyperparameters> = z.strictObject({
  norm: z.number().min(2).max(10).default(3).describe('Exponent p: weights settle at unit p-norm'),
  rank: z.int().min(2).max(1000).default(7).describe('Rank k of the unit that unlearns'),
  antiHebbian: z.number().min(0).max(10).default(0.4).describe('Strength δ of unlearning'),
  learningRate: z
    .number()
    .positive()
    .max(1)
    .default(0.04)
    .describe('Step size ε at the start, falling linearly to 0'),
  batchSize: z.int().min(1).default(100).describe('Samples per update of the hidden layers'),
  power: z.number().min(1).max(20).default(4.5).describe('Power n of the activation relu(Wv)^n'),
  lossPower: z
    .number()
    .min(1)
    .max(20)
    // Left out, not given a default: records from before it existed stay valid.
    .exactOptional()
    .describe(
      "Power m of the output layer's loss Σ|tanh(z) − t|^m, t = ±1, not with the constraint. Default: cross-entropy",
    ),
  inputs: z
    .enum(['unit-length', 'as-they-are'])
    .exactOptional()
    .describe(
      'What a layer reads when the network is used: its input at unit length, without which powers of currents grow large, or as it is. Default: unit-length',
    ),
  initial: initialWeightsSchema
    .exactOptional()
    .describe('Distribution of the hidden kernels. Default: N(0, 1), or |N(0, 0.5²)| with the constraint'),
  ...gradientHeadFields,
});

import {
  gradientHeadFields,
  RATE_SCHEDULES,
  type GradientHeadOptions,
  type RateSchedule,
} from '@hebbench/nn';
import { z } from 'zod';
import { PASSED, type PassedOptions } from './activation.ts';
import { LOSERS, type CompetitionOptions } from './competition.ts';
import { INPUTS, type Inputs } from './inputs.ts';
import type { PerLayer } from './per-layer.ts';
import { SCALINGS, type PlasticityOptions } from './plasticity.ts';
import { STARTS, type Start } from './start.ts';

/** Hyperparameters of SoftHebb. */
export interface Hyperparameters
  extends
    Omit<CompetitionOptions, 'inverseTemperature'>,
    Omit<PlasticityOptions, 'nonnegative' | 'learningRate'>,
    PassedOptions,
    GradientHeadOptions {
  /** 1/τ of the competition, of all layers or of each. */
  readonly inverseTemperature: PerLayer;
  /** η at the start, of all layers or of each. */
  readonly learningRate: PerLayer;
  /** How the learning rate falls over the training of a layer. */
  readonly schedule: RateSchedule;
  /** Samples per update of a hidden layer. */
  readonly batchSize: number;
  /** What a hidden layer makes of what it reads. */
  readonly inputs: Inputs;
  /** Shape of the starting weights' distribution. */
  readonly start: Start;
  /** Norm of the units at the start, in expectation. */
  readonly startNorm: number;
}

/** A number, or one for each hidden layer. */
function perLayer(number: z.ZodNumber): z.ZodType<PerLayer> {
  return z.union([number, z.array(number).min(1).max(100).readonly()]);
}

/** Schema of {@link Hyperparameters}. */
export const hyperparametersSchema: z.ZodType<Hyperparameters> = z.strictObject({
  inverseTemperature: perLayer(z.number().positive().max(10_000))
    .default(12)
    .describe('1/τ of the competition y = softmax(u/τ) that drives plasticity; a list for one of each layer'),
  losers: z
    .enum(LOSERS)
    .default('hebbian')
    .describe('Sign with which the units that do not win learn: y as it is, or negated (soft anti-Hebbian)'),
  learningRate: perLayer(z.number().positive().max(10))
    .default(0.045)
    .describe('Step size η at the start, in Δw_ik = η_k y_k (x_i − u_k w_ik); a list for one of each layer'),
  normPower: z
    .number()
    .min(0)
    .max(10)
    .default(0.2)
    .describe("Power q of a unit's own rate η_k = η |r_k − 1|^q, r_k its norm; 0 for one rate everywhere"),
  scaling: z
    .enum(SCALINGS)
    .default('largest')
    .describe("What a batch's summed update is divided by: its largest entry, or the number of samples"),
  schedule: z.enum(RATE_SCHEDULES).default('constant').describe('How η falls over the training of a layer'),
  batchSize: z.int().min(1).default(32).describe('Samples per update of a hidden layer'),
  activation: z
    .enum(PASSED)
    .default('softmax')
    .describe('What a layer passes on: softmax(u/τ), relu(u)^p, or the triangle relu(u − ⟨u⟩)^p'),
  activationInverseTemperature: z
    .number()
    .positive()
    .max(10_000)
    .default(5)
    .describe('1/τ of the softmax that is passed on'),
  power: perLayer(z.number().min(0.5).max(5))
    .default(1)
    .describe('Power p of ReLU and triangle; a list for one of each layer'),
  inputs: z
    .enum(INPUTS)
    .default('as-is')
    .describe(
      'What a hidden layer reads: x, x/‖x‖, the same of x − ⟨x⟩ with ⟨·⟩ over the inputs of one sample, or (x − μ)/σ of each channel over training images',
    ),
  start: z
    .enum(STARTS)
    .default('positive')
    .describe('Starting weights for n inputs: U[0, r√(3/n)], or N(0, r²/n), magnitudes with the constraint'),
  startNorm: z.number().positive().max(1000).default(35).describe('Norm r of the units at the start'),
  ...gradientHeadFields,
});

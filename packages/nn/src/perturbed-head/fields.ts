import { z } from 'zod';
import { RATE_SCHEDULES, type RateSchedule } from '../schedule.ts';

/** Hyperparameters of an output layer that is trained by weight perturbation: equations (2) to (5). */
export interface PerturbedHeadOptions {
  /** η of equations (3) to (5). */
  readonly outputLearningRate: number;
  /** Variance σ² of the perturbation ξ in equation (3). */
  readonly perturbationVariance: number;
  /** Weight α of the Hebbian part in equation (4). */
  readonly alpha: number;
  /** Weight β of the perturbation part in equation (4). */
  readonly beta: number;
  /** Rate γ of the bias in equation (5). */
  readonly gamma: number;
  /** How the rates of equations (3) to (5) fall over the output layer's training; they do not if left out. */
  readonly outputSchedule?: RateSchedule;
  /** Samples per update of the output layer. */
  readonly outputBatchSize: number;
  /**
   * Which weights a perturbation changes: all of them, of which those at 0 take no step (equation (3)), if left out, or
   * those that are not 0 alone, so that E^pert does not know the others.
   */
  readonly perturbs?: 'all' | 'present';
  /** Perturbations that an update averages over. */
  readonly perturbations: number;
  /** Whether each perturbation is tried with both signs: `(E(ξ) − E(−ξ))/2` in place of `E(ξ) − E`. */
  readonly antithetic: boolean;
  /**
   * How a perturbation is drawn: every weight from N(0, σ²), or all weights of a hidden unit with its sign and each
   * class with one of a set of sign patterns, ±σ, which makes many of them cheap. `gaussian`, the paper's, if left out.
   */
  readonly perturbationForm?: 'gaussian' | 'rank-one';
  /**
   * What the output layer learns from: hidden activity, the paper's, if left out, or each unit's deviations from its
   * mean.
   */
  readonly outputInput?: 'activity' | 'centred';
}

const rate = z.number().positive().max(1e6);

/** Fields of {@link PerturbedHeadOptions} for a rule's schema. */
export const perturbedHeadFields = {
  outputLearningRate: rate.default(0.0005).describe('η of equations (3) to (5)'),
  perturbationVariance: rate.default(0.00016).describe('σ² of equation (3)'),
  alpha: z.number().min(0).max(1e9).default(0.04).describe('α of equation (4): weight of the Hebbian part'),
  beta: z
    .number()
    .min(0)
    .max(1e9)
    .default(87_500)
    .describe('β of equation (4): weight of the perturbation part'),
  gamma: z.number().min(0).max(1e9).default(0.04).describe('γ of equation (5): rate of the output bias'),
  outputSchedule: z
    .enum(RATE_SCHEDULES)
    .exactOptional()
    .describe(
      'How the rates of equations (3) to (5) fall over the training of the output layer. Default: constant',
    ),
  outputBatchSize: z.int().min(1).default(2000).describe('Samples per update of the output layer'),
  perturbs: z
    .enum(['all', 'present'])
    .exactOptional()
    .describe(
      'Weights that a perturbation changes: all, or those that are not 0. Those at 0 take no step either way. Default: all',
    ),
  perturbations: z.int().min(1).max(4096).default(1).describe('Perturbations that an update averages over'),
  antithetic: z.boolean().default(false).describe('Whether each perturbation is tried with both signs'),
  perturbationForm: z
    .enum(['gaussian', 'rank-one'])
    .exactOptional()
    .describe(
      'Perturbations from N(0, σ²), or ±σ by a sign of each hidden unit and sign patterns of the classes. Default: gaussian, as in the paper',
    ),
  outputInput: z
    .enum(['activity', 'centred'])
    .exactOptional()
    .describe(
      "What equations (2) to (5) learn from: hidden activity, or each unit's deviations from its mean, which converges sooner where units have much in common. Default: activity, as in the paper",
    ),
} satisfies z.ZodRawShape;

/** What the fields must not say together, for `superRefine` of a schema that has them. */
export function refinePerturbedHead(
  { perturbationForm, antithetic, perturbs }: PerturbedHeadOptions,
  context: z.RefinementCtx,
): void {
  if (perturbationForm !== 'rank-one') return;
  const refuse = (field: keyof PerturbedHeadOptions, message: string): void =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (!antithetic)
    refuse('antithetic', 'rank-one perturbations are tried with both signs: antithetic must be true');
  if (perturbs === 'present')
    refuse('perturbs', 'rank-one perturbations change all weights: leave perturbs out');
}

/** Every perturbation is tried with as many sign patterns as there are classes. */
const MOST_PATTERNS = 1024;

/**
 * Why an output layer of so many classes cannot be trained with them, if it cannot: for a rule's `unsupported`.
 * @param classes - of the output layer
 */
export function perturbedHeadUnsupported(
  classes: number,
  { perturbationForm }: Pick<PerturbedHeadOptions, 'perturbationForm'>,
): string | undefined {
  return perturbationForm === 'rank-one' && classes > MOST_PATTERNS
    ? `${classes} classes have more sign patterns than the ${MOST_PATTERNS} that perturbations of rank one are made for; leave perturbationForm out`
    : undefined;
}

import {
  gradientHeadFields,
  initialWeightsSchema,
  normalisationFields,
  RATE_SCHEDULES,
  type GradientHeadOptions,
  type InitialWeights,
  type Normalisation,
  type RateSchedule,
} from '@hebbench/nn';
import { z } from 'zod';

/** Hyperparameters of the output layer's own rule: equations (2) to (5). */
export interface OutputRuleOptions {
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

/** Hyperparameters of the proposed rule. */
export interface Hyperparameters extends GradientHeadOptions, OutputRuleOptions {
  /** How the output layer learns: gradient descent, or the rule's own weight perturbation. */
  readonly head: 'bp' | 'wp';
  /** Layer by layer on frozen activity, or all layers in each batch (the paper's Fig. 1). */
  readonly schedule: 'layer-wise' | 'joint';
  /**
   * Layer by layer, how much longer each hidden layer is trained than that below it: layer l for `hiddenEpochs · f^(l−1)`
   * epochs. 1, the same for all, if left out.
   */
  readonly epochsByDepth?: number;
  /** η of equation (1). */
  readonly hiddenLearningRate: number;
  /** Samples per update of a hidden layer. */
  readonly hiddenBatchSize: number;
  /**
   * z of equation (1): the layer's activity, its currents before the ReLU, or what the ReLU makes of them before it is
   * rescaled to [0, 1], which without the constraint is the activity.
   */
  readonly learnFrom: 'activity' | 'currents' | 'response';
  /** x of equation (1): what the layer reads, if left out, or what equation (6) makes of it. */
  readonly learnInput?: 'read' | 'normalised';
  /** A reading of equation (6), with the constraint. */
  readonly normalisation?: Normalisation;
  /**
   * θ of the hidden activity with the constraint, in standard deviations: units whose z-score in equation (6) is above
   * it are active. 0, the paper's, if left out.
   */
  readonly activityThreshold?: number;
  /** Distribution of all kernels; the paper's if left out. */
  readonly initial?: InitialWeights;
  /**
   * Distribution of the output kernel, if not that of all kernels. With the constraint, weights that reach 0 are no
   * longer changed by their perturbation (equation (3)); the further from it they start, the fewer reach it.
   */
  readonly outputInitial?: InitialWeights;
}

const rate = z.number().positive().max(1e6);

const fields = {
  head: z
    .enum(['bp', 'wp'])
    .default('bp')
    .describe('Output layer: gradient descent (bp) or weight perturbation (wp)'),
  schedule: z
    .enum(['layer-wise', 'joint'])
    .default('layer-wise')
    .describe('Layer by layer on frozen activity, or all layers in each batch (Fig. 1)'),
  epochsByDepth: z
    .number()
    .min(0.1)
    .max(4)
    .exactOptional()
    .describe(
      'Epochs of each hidden layer over those of the layer below it, where layers are trained one by one. Default: 1',
    ),
  hiddenLearningRate: rate.default(0.0005).describe('η of equation (1)'),
  hiddenBatchSize: z.int().min(1).default(100).describe('Samples per update of a hidden layer'),
  learnFrom: z
    .enum(['activity', 'currents', 'response'])
    .default('activity')
    .describe(
      'z of equation (1): the activity, the currents before the ReLU, or the response after it, before it is rescaled to [0, 1]',
    ),
  learnInput: z
    .enum(['read', 'normalised'])
    .exactOptional()
    .describe(
      'x of equation (1) with the constraint: what the layer reads, or that as equation (6) normalises it. Default: read',
    ),
  ...normalisationFields,
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
  activityThreshold: z
    .number()
    .min(-10)
    .max(10)
    .exactOptional()
    .describe(
      'θ with the constraint: units whose z-score in equation (6) is above it are active. Default: 0, as in the paper',
    ),
  initial: initialWeightsSchema
    .exactOptional()
    .describe(
      'Distribution of the starting weights. Default: U[0.01, 0.1] with the constraint, N(0, 0.01²) without',
    ),
  outputInitial: initialWeightsSchema
    .exactOptional()
    .describe(
      'Distribution of the starting weights of the output layer. Default: that of all weights, as in the paper',
    ),
  ...gradientHeadFields,
} satisfies z.ZodRawShape;

/** Schema of {@link Hyperparameters}. */
export const hyperparametersSchema: z.ZodType<Hyperparameters> = z
  .strictObject(fields)
  .refine(({ perturbationForm, antithetic }) => perturbationForm !== 'rank-one' || antithetic, {
    path: ['antithetic'],
    message: 'rank-one perturbations are tried with both signs: antithetic must be true',
  })
  .refine(({ perturbationForm, perturbs }) => perturbationForm !== 'rank-one' || perturbs !== 'present', {
    path: ['perturbs'],
    message: 'rank-one perturbations change all weights: leave perturbs out',
  })
  .refine(({ normalisation, activityThreshold }) => !normalisation || !activityThreshold, {
    path: ['activityThreshold'],
    message: 'a threshold belongs to equation (6) as the presets read it: leave it or normalisation out',
  })
  .refine(({ schedule, epochsByDepth }) => schedule !== 'joint' || epochsByDepth === undefined, {
    path: ['epochsByDepth'],
    message: 'layers that are trained in each batch together have the same epochs: leave it or schedule out',
  })
  .refine(
    ({ learnInput, normalisation: { at = 'currents' } = {} }) =>
      learnInput !== 'normalised' || at !== 'currents',
    {
      path: ['learnInput'],
      message:
        'inputs are normalised where normalisation.at is inputs or both: choose one, or leave learnInput out',
    },
  );

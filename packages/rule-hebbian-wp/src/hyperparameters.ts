import {
  gradientHeadFields,
  initialWeightsSchema,
  normalisationFields,
  perturbedHeadFields,
  refinePerturbedHead,
  type GradientHeadOptions,
  type InitialWeights,
  type Normalisation,
  type PerturbedHeadOptions,
} from '@hebbench/nn';
import { z } from 'zod';

/** Hyperparameters of the proposed rule. */
export interface Hyperparameters extends GradientHeadOptions, PerturbedHeadOptions {
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
  hiddenLearningRate: z.number().positive().max(1e6).default(0.0005).describe('η of equation (1)'),
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
  ...perturbedHeadFields,
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
  .superRefine(refinePerturbedHead)
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

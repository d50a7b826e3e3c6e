import { ROW_GAINS, type RowGain } from '@hebbench/engine';
import { z } from 'zod';

/** Where equation (6) acts: on a layer's currents, on what it reads, or on both. */
export const NORMALISED_AT = ['currents', 'inputs', 'both'] as const;

/** What μ, σ and β of equation (6) are taken over: one image, or the images that a layer was measured with once. */
export const STATISTICS = ['image', 'layer', 'units'] as const;

/** What brings a layer's response `r = relu(…)` into [0, 1], image by image. */
export const IMAGE_RESCALES = ['maximum', 'min-max', 'clip', 'length', 'none'] as const;

/** {@link IMAGE_RESCALES}, and by a maximum that is measured once. */
export const RESCALES = [...IMAGE_RESCALES, 'layer-maximum', 'unit-maximum'] as const;

/**
 * A reading of equation (6), `β (|y| − μ)/σ`, ReLU, rescaling to [0, 1], for hidden layers with the constraint. The paper
 * calls y “inputs” and says that they are processed through the layer after it, so that it may act on what a layer reads
 * or on its currents. All fields left out, it is the reading of the `paper` presets: on the currents, divided by the
 * largest. μ and σ are those of one image, over all that the layer reads or over its units.
 *
 * They may also be constants, and so may the maximum that activity is divided by: measured once, on 1000
 * training images, when the training of the layer begins and before its first update, and frozen from then on
 * (`measuringPhases`). Rows stay independent, and a gradient goes through the constants as numbers, which they are. Before
 * it is measured, a layer has the constants μ = 0, β/σ = 1 and the maximum 1.
 */
export interface Normalisation {
  /** @defaultValue 'currents' */
  readonly at?: (typeof NORMALISED_AT)[number];
  /**
   * β: 1, or what keeps the standard deviation, the Euclidean length, the maximum or the mean magnitude of the values
   * that are normalised. A rescale by the maximum or to unit length cancels it, but not in an x of equation (1) that is
   * normalised.
   * @defaultValue 'one'
   */
  readonly gain?: RowGain;
  /**
   * μ, σ and what β keeps: those of each image, one of each for the whole layer, over all values of the measured images,
   * or one for each of its units, or of its inputs where (6) acts on inputs, over these images.
   * @defaultValue 'image'
   */
  readonly statistics?: (typeof STATISTICS)[number];
  /** Whether the first layer normalises its pixels too, if inputs are. @defaultValue 'normalised' */
  readonly pixels?: 'normalised' | 'as-they-are';
  /**
   * `r / max r`, `(r − min r) / (max r − min r)`, `min(1, r)`, `r / |r|`, or r itself, which is not bounded; or
   * `min(1, r / M)` with the largest response M of the whole layer, or of each unit, to the measured images: what exceeds
   * it afterwards is clipped.
   * @defaultValue 'maximum'
   */
  readonly rescale?: (typeof RESCALES)[number];
  /** Whether the last hidden layer is rescaled, or hands the output layer its response as it is. @defaultValue 'rescaled' */
  readonly lastLayer?: 'rescaled' | 'as-it-is';
}

/** Schema of {@link Normalisation}. Its fields have no defaults: what is left out stays out of a network's identity. */
export const normalisationSchema: z.ZodType<Normalisation> = z
  .strictObject({
    at: z.enum(NORMALISED_AT).exactOptional().describe('Where (6) acts. Default: currents'),
    gain: z
      .enum(ROW_GAINS)
      .exactOptional()
      .describe('β: one, or what it keeps of the values that are normalised. Default: one'),
    statistics: z
      .enum(STATISTICS)
      .exactOptional()
      .describe(
        'What μ, σ and β are taken over: each image; or the whole layer, or each unit or input, measured once when its training begins. Default: image',
      ),
    pixels: z
      .enum(['normalised', 'as-they-are'])
      .exactOptional()
      .describe('What the first layer makes of its pixels where inputs are normalised. Default: normalised'),
    rescale: z
      .enum(RESCALES)
      .exactOptional()
      .describe(
        'What brings activity into [0, 1]; layer-maximum and unit-maximum are measured once, and what exceeds them is clipped. Default: maximum',
      ),
    lastLayer: z
      .enum(['rescaled', 'as-it-is'])
      .exactOptional()
      .describe('Whether the last hidden layer is rescaled. Default: rescaled'),
  })
  .refine(({ at = 'currents', pixels }) => pixels === undefined || at !== 'currents', {
    path: ['pixels'],
    message: 'pixels are normalised where (6) acts on inputs: give at as inputs or both, or leave pixels out',
  });

/** The field of a rule's schema that holds a {@link Normalisation}. */
export const normalisationFields = {
  normalisation: normalisationSchema
    // Left out, not given a default: records from before it existed stay valid.
    .exactOptional()
    .describe(
      'How hidden layers are normalised with the constraint: a reading of equation (6). Default: on their currents, divided by the largest',
    ),
} satisfies z.ZodRawShape;

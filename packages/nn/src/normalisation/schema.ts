import { ROW_GAINS, type RowGain } from '@hebbench/engine';
import { z } from 'zod';

/** Where equation (6) acts: on a layer's currents, on what it reads, or on both. */
export const NORMALISED_AT = ['currents', 'inputs', 'both'] as const;

/** What brings a layer's response `r = relu(…)` into [0, 1], image by image. */
export const RESCALES = ['maximum', 'min-max', 'clip', 'length', 'none'] as const;

/**
 * A reading of equation (6), `β (|y| − μ)/σ`, ReLU, rescaling to [0, 1], for hidden layers with the constraint. The paper
 * calls y “inputs” and says that they are processed through the layer after it, so that it may act on what a layer reads
 * or on its currents. All fields left out, it is the reading of the `paper` presets: on the currents, divided by the
 * largest. μ and σ are those of one image, over all that the layer reads or over its units.
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
  /** Whether the first layer normalises its pixels too, if inputs are. @defaultValue 'normalised' */
  readonly pixels?: 'normalised' | 'as-they-are';
  /**
   * `r / max r`, `(r − min r) / (max r − min r)`, `min(1, r)`, `r / |r|`, or r itself, which is not bounded.
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
    pixels: z
      .enum(['normalised', 'as-they-are'])
      .exactOptional()
      .describe('What the first layer makes of its pixels where inputs are normalised. Default: normalised'),
    rescale: z.enum(RESCALES).exactOptional().describe('What brings activity into [0, 1]. Default: maximum'),
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

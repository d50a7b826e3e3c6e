import { z } from 'zod';
import { DATASET_KINDS, type DatasetKind, type ImageShape } from './dataset.ts';
import { HebbenchError } from './errors.ts';
import { layersSchema } from './layers-schema.ts';
import { layerShapes, unitsOf, type LayerSpec } from './layers.ts';

/** The shape of a network. */
export interface Architecture {
  /** Number of inputs, e.g. 784 for MNIST. */
  readonly inputs: number;
  /**
   * Units of each hidden layer, from the input upwards, at least one layer; of a convolution, its units at each position.
   * What a layer passes on is wider there: `hiddenWidths` of the architecture says how wide.
   */
  readonly hidden: readonly number[];
  /** Number of classes, at least 2. */
  readonly classes: number;
  /** Whether every weight and bias stays ≥ 0 (the paper's ⁺ columns). */
  readonly nonnegative: boolean;
  /**
   * All layers below the output layer, pooling included. `hidden` says the units of those that learn.
   * @defaultValue dense layers of `hidden` units
   */
  readonly layers?: readonly LayerSpec[];
  /** What inputs are an image of, row by row with its channels last: convolutions read it. @defaultValue unknown */
  readonly image?: ImageShape;
  /** What the inputs are, as the data set says, for presets that depend on it. @defaultValue 'drawing' */
  readonly reads?: DatasetKind;
}

const size = z.int().min(1).max(1_000_000);

/** Schema of {@link Architecture}. */
export const architectureSchema: z.ZodType<Architecture> = z
  .strictObject({
    inputs: size,
    hidden: z.array(size).min(1).max(1000),
    classes: z.int().min(2).max(100_000),
    nonnegative: z.boolean(),
    layers: layersSchema.exactOptional(),
    reads: z.enum(DATASET_KINDS).exactOptional(),
    image: z.strictObject({ height: size, width: size, channels: size }).exactOptional(),
  })
  .superRefine((architecture, context) => {
    const message = misfit(architecture as Architecture);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  }) as z.ZodType<Architecture>;

/** What does not fit in an architecture, if anything. */
function misfit(architecture: Architecture): string | undefined {
  const { inputs, hidden, layers, image } = architecture;
  if (image && image.height * image.width * image.channels !== inputs)
    return `an image of ${image.height} × ${image.width} × ${image.channels} values has not ${inputs} inputs`;
  if (layers && String(unitsOf(layers)) !== String(hidden))
    return `hidden layers of ${hidden.join(', ')} units, and layers of ${unitsOf(layers).join(', ')}`;
  try {
    layerShapes(architecture);
    return undefined;
  } catch (error) {
    if (error instanceof HebbenchError) return error.message;
    throw error;
  }
}

import { z } from 'zod';
import type { LayerSpec } from './layers.ts';

const count = z.int().min(1).max(1_000_000);
const window = {
  size: count,
  stride: count.exactOptional(),
  padding: z.enum(['valid', 'same']).exactOptional(),
};

/** Schema of a list of {@link LayerSpec}, at least one of which learns. Whether they fit an image, {@link layerShapes} says. */
export const layersSchema: z.ZodType<readonly LayerSpec[]> = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('dense'), units: count }),
      z.strictObject({ kind: z.literal('conv'), units: count, ...window }),
      z.strictObject({ kind: z.literal('pool'), by: z.enum(['max', 'mean']), ...window }),
    ]),
  )
  .min(1)
  .max(1000)
  .refine((layers) => layers.some(({ kind }) => kind !== 'pool'), {
    message: 'pooling alone is no network: a dense or convolutional layer comes first',
  }) as z.ZodType<readonly LayerSpec[]>;

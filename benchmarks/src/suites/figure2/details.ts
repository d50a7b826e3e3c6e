import { z } from 'zod';
import type { StoredKernels } from './score.ts';

const whole = z.int().min(1);

/** Schema of {@link StoredKernels}. */
export const kernelsSchema: z.ZodType<StoredKernels> = z
  .object({
    shape: z.object({ height: whole, width: whole, channels: whole }),
    units: z.array(z.int().min(0)).min(1),
    scale: z.number().positive(),
    pixels: z.base64(),
  })
  .refine(
    ({ shape: { height, width, channels }, units, pixels }) =>
      Buffer.from(pixels, 'base64').length === units.length * height * width * channels,
    { path: ['pixels'], message: 'as many pixels as units and inputs were expected' },
  );

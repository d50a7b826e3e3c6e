import { z } from 'zod';

const fit = z.object({
  family: z.string(),
  parameters: z.record(z.string(), z.number()).or(z.array(z.number())),
  aic: z.number(),
  ks: z.number().min(0).max(1),
});

/** Schema of what a record of Figure 3 holds of each scale and threshold, as far as its report reads it. */
export const readingsSchema: z.ZodType = z
  .array(
    z.object({
      scale: z.string(),
      threshold: z.number().positive(),
      sparsity: z.number().min(0).max(1),
      weights: z.int().min(0),
      fits: z.array(fit),
    }),
  )
  .min(1);

const points = z.array(z.object({ x: z.number(), y: z.number() }));

/** Schema of the curves that Figure 3 draws. */
export const curvesSchema: z.ZodType = z.object({
  density: points,
  ccdf: points,
  fitted: z.record(z.string(), points),
  quantiles: points,
});

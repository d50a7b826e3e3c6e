import { z } from 'zod';

const percent = z.number().min(0).max(100);

/** Schema of what a record holds of a network under attack at one ε, as far as reports read it. */
export const attackedPoint = z.object({
  epsilon: z.number().min(0),
  fgsm: percent,
  pgd: percent,
  pgdOnce: percent,
  square: percent,
  zeroGradientShare: z.number().min(0).max(1),
  trustworthy: z.boolean(),
  reason: z.string(),
});

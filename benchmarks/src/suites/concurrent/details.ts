import { z } from 'zod';
import { BINS, type ShareCounts } from './units.ts';

/** Schema of {@link ShareCounts}. */
export const sharesSchema: z.ZodType<ShareCounts> = z.record(
  z.string(),
  z.array(z.int().min(0)).length(BINS),
);

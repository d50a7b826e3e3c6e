import { z } from 'zod';
import type { PruningPoint } from './pruning.ts';
import type { Seen, TrainingPoint } from './watch.ts';

const percent = z.number().min(0).max(100);

/** Schema of {@link TrainingPoint}s. */
const pointsSchema: z.ZodType<readonly TrainingPoint[]> = z.array(
  z.object({
    phase: z.string(),
    trains: z.enum(['hidden', 'head', 'all']),
    epoch: z.int().min(1),
    train: percent,
    validation: percent,
    test: percent,
    synapses: z
      .object({ silent: percent, born: percent, lost: percent, change: z.number().min(0) })
      .exactOptional(),
  }),
);

const counts = z.array(z.int().min(0));

/** Schema of the lifetimes of synapses. */
const lifetimesSchema: z.ZodType<Seen['lifetimes']> = z.object({ lost: counts, alive: counts });

/** Schema of {@link PruningPoint}s. */
const pruningSchema: z.ZodType<readonly PruningPoint[]> = z
  .array(z.object({ removed: percent, accuracy: percent }))
  .min(1);

/** Details of a network that was watched through long training. */
export const LONG_DETAILS: Readonly<Record<string, z.ZodType>> = {
  points: pointsSchema,
  lifetimes: lifetimesSchema,
};

/** Details of a network of one of several widths. */
export const WIDTH_DETAILS: Readonly<Record<string, z.ZodType>> = { pruning: pruningSchema };

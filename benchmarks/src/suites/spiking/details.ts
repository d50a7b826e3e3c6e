import { z } from 'zod';
import { attackedPoint } from '../common/attacked-point.ts';

const percent = z.number().min(0).max(100);
const count = z.number().min(0);

const operations = z.object({
  inputSpikes: count,
  spikes: count,
  synaptic: count,
  multiplyAdds: count,
  updates: count,
  silentShare: z.number().min(0).max(1),
});

const curves = z
  .array(
    z.object({
      code: z.enum(['current', 'regular', 'poisson']),
      carried: z.enum(['image', 'inhibition', 'frozen', 'none']),
      silent: z.array(z.string()),
      points: z.array(z.object({ step: z.int().min(1), accuracy: percent, operations })).min(1),
    }),
  )
  .min(2);

const robustness = z.array(attackedPoint.extend({ transfer: percent.exactOptional() })).min(1);

/** Details of a converted network. */
export const CONVERTED_DETAILS: Readonly<Record<string, z.ZodType>> = {
  curves,
  robustness,
  denseRobustness: robustness,
};

/** Details of a network that learned from spikes. */
export const LEARNED_DETAILS: Readonly<Record<string, z.ZodType>> = { robustness };

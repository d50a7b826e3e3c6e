import { z } from 'zod';
import { attackedPoint } from '../common/attacked-point.ts';
import type { Experiment } from './cells.ts';

const percent = z.number().min(0).max(100);
const share = z.number().min(0).max(1);

const shots = z
  .array(
    z.object({
      shots: z.int().min(1),
      accuracies: z.array(percent).min(1),
      nearest: z.array(percent).min(1),
    }),
  )
  .min(1);

const robustness = z.array(attackedPoint).min(1);

const attackReadings = z.array(
  z.object({ name: z.string(), epsilon: z.number().min(0), accuracy: percent, zeroGradientShare: share }),
);

const shotsReadings = z.array(z.object({ name: z.string(), accuracies: z.array(percent).min(1) }));

const shotsBudgets = z
  .array(z.object({ updates: z.int().min(1), scaled: z.boolean(), accuracies: z.array(percent).min(1) }))
  .min(1);

/** Schemas of what the records of each experiment hold beside their metrics, as far as the report reads it. */
export const DETAILS: Readonly<Record<Experiment, Readonly<Record<string, z.ZodType>>>> = {
  'few-shot-all': { fewShot: shots },
  'few-shot-few': { fewShot: shots },
  attacks: { robustness },
  joint: { robustness },
  'attack-readings': { attackReadings },
  'few-shot-readings': { fewShotReadings: shotsReadings },
  'few-shot-few-readings': { fewShotReadings: shotsReadings },
  'few-shot-budgets': { fewShotBudgets: shotsBudgets },
};

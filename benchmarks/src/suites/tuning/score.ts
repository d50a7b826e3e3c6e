import type { Cell, DatasetTraits } from '@hebbench/core';
import { hiddenWeights } from '../../run/cost.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { score as accuracyAndWeights } from '../table1/score.ts';
import { questionOf } from './cells.ts';
import { layerStates } from './layer-states.ts';
import { DERIVATIVE_ATTACKS, scoreDerivatives } from './score-derivatives.ts';
import { ATTACKS, scoreNetwork } from './score-network.ts';

/** Accuracy and weights, and what the cell's question measures beside them. */
export async function score(context: ScoreContext): Promise<Score> {
  const { metrics } = accuracyAndWeights(context);
  const { measure } = questionOf(context.cell);
  if (!measure) return { metrics };
  const layers = layerStates(context);
  if (measure === 'layers') return { metrics, details: { layers } };
  if (measure === 'derivatives')
    return { metrics: { ...metrics, ...(await scoreDerivatives(context)) }, details: { layers } };
  const network = await scoreNetwork(context);
  return { metrics: { ...metrics, ...network.metrics }, details: { layers, ...network.details } };
}

/** Multiplications of scoring: testing, and the passes of attacks, forwards and back to the image. */
export function scoringCost(cell: Cell, set: DatasetTraits): number {
  return hiddenWeights(cell, set) * (set.images.train + set.images.test + passesOfAttacks(cell));
}

function passesOfAttacks(cell: Cell): number {
  const { measure } = questionOf(cell);
  if (measure === 'network') {
    const { images, radii, steps, losses, queries } = ATTACKS;
    return images * (radii.length * steps * losses * 4 + queries);
  }
  if (measure !== 'derivatives') return 0;
  const { images, radii, steps, losses } = DERIVATIVE_ATTACKS;
  // From the image and from around it, with either derivative.
  return images * radii.length * steps * losses * 4 * 4;
}

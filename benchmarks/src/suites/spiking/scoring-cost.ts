import type { Cell, DatasetTraits } from '@hebbench/core';
import { hiddenWeights } from '../../run/cost.ts';
import { partOf, SPIKING_SCALES } from './cells.ts';

/** Multiplications of a product in the time that one membrane's step takes. */
const MEMBRANE = 40;
/** Ways of equation (6): networks without it have one of them. */
const WAYS = 3;
/** Forwards and back, for both losses of PGD. */
const PASSES = 8;

/** Multiplications of scoring. */
export function scoringCost(cell: Cell, set: DatasetTraits): number {
  const { at, testImages, poissonImages, attacked } = SPIKING_SCALES[cell.scale];
  const weights = hiddenWeights(cell, set);
  const units = cell.hidden.reduce((sum, each) => sum + each, 0);
  const steps = at.at(-1)!;
  const images = Math.min(testImages ?? Infinity, set.images.test);
  const simulation = (count: number): number => count * MEMBRANE * units;
  const queries = attacked.checkImages * attacked.queries + attacked.images * attacked.pgdSteps * PASSES;
  const underAttack = attacked.epsilons.length * queries * (weights + simulation(attacked.steps));
  if (partOf(cell) === 'learned') return images * steps * weights + underAttack * attacked.steps;
  return WAYS * images * simulation(steps) + poissonImages * steps * weights + 2 * underAttack;
}

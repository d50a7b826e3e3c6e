import type { Cell, DatasetTraits } from '@hebbench/core';
import { hiddenWeights, PRODUCTS } from '../../run/cost.ts';
import { READING_EPSILONS } from './attack-readings.ts';
import { experimentOf, type Experiment } from './cells.ts';
import { FEW_IMAGES_READINGS } from './few-shot-readings.ts';
import { FIGURE_SCALES, type FigureScale } from './scales.ts';

/** Losses that PGD is run on. */
const LOSSES = 2;
/** Forwards and back to the image; the steps between the products take about as long. */
const STEP = 4;
/** Share of the images that are still right on the way through several attacks. */
const UNBROKEN = 0.5;
/** Images of an update, at most. */
const BATCH = 100;

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

/** Passes of one image through the hidden layers. */
const PASSES: Readonly<Record<Experiment, (scale: FigureScale, set: DatasetTraits) => number>> = {
  attacks: underAttack,
  joint: underAttack,
  // Once 2.5 times the steps and once as many on both losses, three times as many on one.
  'attack-readings': ({ attackedImages, steps }) =>
    attackedImages * READING_EPSILONS.length * steps * STEP * UNBROKEN * ((2.5 + 1) * LOSSES + 3),
  // The output layer alone learns: its products are small beside the activity of the test images.
  'few-shot-all': ({ draws, shots, testImages }, { images, classes }) =>
    tested(testImages, images) + draws * classes * sum(shots),
  'few-shot-budgets': ({ draws, testImages }, { images, classes }) =>
    tested(testImages, images) + draws * classes,
  'few-shot-readings': ({ draws, testImages }, { images, classes }) =>
    tested(testImages, images) + draws * classes,
  'few-shot-few-readings': ({ draws, updates, testImages }, { images, classes }) =>
    draws *
    sum(
      FEW_IMAGES_READINGS.map(
        (each) => each.updates * updates * PRODUCTS * classes + tested(testImages, images),
      ),
    ),
  'few-shot-few': ({ draws, shots, updates, testImages }, { images, classes }) =>
    draws *
    sum(
      shots.map((each) => updates * PRODUCTS * Math.min(BATCH, classes * each) + tested(testImages, images)),
    ),
};

/** Multiplications of scoring, beside which all else that it does is small. */
export function scoringCost(cell: Cell, set: DatasetTraits): number {
  return hiddenWeights(cell, set) * PASSES[experimentOf(cell)](FIGURE_SCALES[cell.scale], set);
}

/** Test images of few-shot learning. */
function tested(most: number | undefined, { test }: DatasetTraits['images']): number {
  return Math.min(most ?? test, test);
}

function underAttack({
  attackedImages,
  epsilons,
  steps,
  restarts,
  checkImages,
  queries,
}: FigureScale): number {
  const byGradient = attackedImages * steps * STEP * LOSSES * restarts * UNBROKEN;
  const byTransfer = checkImages * steps * STEP;
  const bySquare = checkImages * queries * UNBROKEN;
  return epsilons.length * (byGradient + byTransfer + bySquare);
}

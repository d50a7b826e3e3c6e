import { fitFamilies, sampleWeights } from '@hebbench/analysis';
import { fgsm, logOddsLoss, marginLoss, pgd, square, survivors, type Attack } from '@hebbench/attacks';
import type { Split } from '@hebbench/core';
import { accuracy, kernelsByUnit, subset } from '@hebbench/nn';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { mean } from '../common/mean.ts';
import { evaluationSplit, trainingSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { NETWORK_METRICS } from '../table1/score.ts';
import { FITTED_UNITS } from '../figure3/score.ts';
import { drawShots } from '../figure4/draws.ts';
import { trainHead } from '../figure4/few-shot-head.ts';
import { activityOf, interrupted } from '../figure4/few-shot.ts';
import { FIGURE_SCALES } from '../figure4/scales.ts';

/** Sizes of the attacks. */
export const ATTACKS = { images: 200, radii: [0.05, 0.1, 0.2], steps: 40, losses: 2, queries: 200 } as const;

/** What a record holds of such a network. Weights that no family can be fitted to have no distances. */
export const READING_METRICS = {
  always: [
    ...NETWORK_METRICS.always,
    'clean',
    ...ATTACKS.radii.map((epsilon) => `pgd-${epsilon}`),
    'fgsm-0.1',
    'square-0.1',
    'zeroGradients',
    'one-shot',
    'one-shot-brief',
  ],
  percentages:
    /^(accuracy|trainAccuracy|sparsity|zeroShare|clean|(pgd|fgsm|square)-[0-9.]+|zeroGradients|one-shot(-brief)?)$/,
};

/** The radius at which FGSM and Square are tried too. */
const CHECKED_RADIUS = 0.1;
/** Images of one class at one shot. */
const SHOT = 1;
/** Updates of an output layer on activity as it is: a training that stops early. */
const FEW_UPDATES = 10;

/** What Figures 3 and 4 show of a network with one hidden layer, on validation images, with fewer images and draws. */
export async function scoreNetwork(context: ScoreContext): Promise<Score> {
  const attacks = await underAttack(context);
  const oneShot = await atOneShot(context);
  const weights = weightFamilies(context);
  return {
    metrics: { ...attacks, ...oneShot.metrics, ...weights },
    details: oneShot.details,
  };
}

/** Accuracy under PGD on two losses, the worst case of each image, under FGSM, and under Square alone. */
async function underAttack(context: ScoreContext): Promise<Record<string, number>> {
  const { model, dataset, cell, streams, signal } = context;
  const split = evaluationSplit(cell, dataset);
  const images = Math.min(ATTACKS.images, split.count);
  let [gradients, zeroGradients] = [0, 0];
  const under = async (name: string, epsilon: number, attacks: readonly Attack[]): Promise<number> => {
    const { indices, log } = await survivors({
      model,
      split,
      indices: Uint32Array.from({ length: images }, (_, i) => i),
      epsilon,
      attacks,
      streams: streams.child(`attacks/${name}`),
      signal,
    });
    gradients += log.gradients;
    zeroGradients += log.zeroGradients;
    return (100 * indices.length) / images;
  };
  const { steps, queries } = ATTACKS;
  const iterative = [pgd({ loss: logOddsLoss, steps }), pgd({ name: 'pgd-margin', loss: marginLoss, steps })];
  const metrics: Record<string, number> = { clean: accuracy(model, split, { limit: images }) };
  for (const epsilon of ATTACKS.radii) metrics[`pgd-${epsilon}`] = await under('pgd', epsilon, iterative);
  metrics[`fgsm-${CHECKED_RADIUS}`] = await under('fgsm', CHECKED_RADIUS, [fgsm()]);
  metrics[`square-${CHECKED_RADIUS}`] = await under('square', CHECKED_RADIUS, [
    square({ shape: dataset.shape, queries }),
  ]);
  return { ...metrics, zeroGradients: gradients > 0 ? (100 * zeroGradients) / gradients : 0 };
}

/** One-shot accuracy on hidden layers that have seen all images without labels, as in Figure 4, and trained briefly. */
async function atOneShot({ model, dataset, cell, streams, signal }: ScoreContext): Promise<Score> {
  const { updates, draws } = FIGURE_SCALES[cell.scale];
  const [split, validation] = [trainingSplit(cell, dataset), evaluationSplit(cell, dataset)];
  const testActivity = activityOf(model, validation);
  const trial = (few: Split, draw: number, how: { updates: number; scaled: boolean }): number => {
    const activity = activityOf(model, few);
    const right = trainHead({
      ...how,
      activity,
      labels: few.labels,
      classes: dataset.classes,
      nonnegative: cell.nonnegative,
      streams: streams.child(`few-shot/${draw}`),
      testActivity,
      testLabels: validation.labels,
    });
    activity.dispose();
    return right;
  };
  const accuracies: number[] = [];
  const brief: number[] = [];
  try {
    for (let draw = 0; draw < draws; draw++) {
      if (signal.aborted) throw interrupted(SHOT, draw);
      const few = subset(split, drawShots(split, dataset.classes, SHOT, draw));
      accuracies.push(trial(few, draw, { updates, scaled: true }));
      brief.push(trial(few, draw, { updates: FEW_UPDATES, scaled: false }));
      await nextTurn();
    }
  } finally {
    testActivity.dispose();
  }
  return {
    metrics: { 'one-shot': mean(accuracies), 'one-shot-brief': mean(brief) },
    details: { oneShot: accuracies, oneShotBrief: brief },
  };
}

/** KS distances of the weights to the lognormal and to the closest other family; nothing where none can be fitted. */
function weightFamilies({ model, streams }: ScoreContext): Record<string, number> {
  const { values, units } = kernelsByUnit(model, 1);
  const sample = sampleWeights(values, { units, most: FITTED_UNITS, stream: streams.stream('units') });
  const found = fitFamilies(sample);
  if (!('fits' in found)) return {};
  const distance = (isOne: (family: string) => boolean): number =>
    Math.min(...found.fits.filter(({ family }) => isOne(family)).map(({ ks }) => ks));
  return {
    'ks-lognormal': distance((family) => family === 'lognormal'),
    'ks-other': distance((family) => family !== 'lognormal'),
  };
}

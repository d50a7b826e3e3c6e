import { sparsity } from '@hebbench/analysis';
import { accuracy, kernelsByUnit, subset, train } from '@hebbench/nn';
import { evaluationSplit, trainingSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { dalesLaw } from '../common/dales-law.ts';
import { robustAccuracy } from '../common/robust-accuracy.ts';
import { drawShots } from '../figure4/draws.ts';
import { hasWholeBudget, LEAGUE_SCALES } from './cells.ts';
import { measuresAll } from './groups.ts';

/** ℓ∞ radius of the attack. */
export const EPSILON = 0.1;
const ONE_SHOT_UPDATES = 100;
const ONE_SHOT_TEST_IMAGES = 2000;

/** Accuracy; with the whole budget also weights, and on drawings robustness and learning from one image of each class. */
export async function score(context: ScoreContext): Promise<Score> {
  const { model, dataset, cell } = context;
  const evaluation = evaluationSplit(cell, dataset);
  const metrics = { accuracy: accuracy(model, evaluation) };
  if (!hasWholeBudget(cell)) return { metrics };
  return {
    metrics: {
      ...metrics,
      sparsity: 100 * sparsity(kernelsByUnit(model, 1).values, 0.005),
      dalesLaw: 100 * dalesLaw(model),
      ...(measuresAll(dataset) && {
        robust: await robustAccuracy(context, EPSILON, LEAGUE_SCALES[cell.scale].attackedImages),
        oneShot: await oneShotAccuracy(context),
      }),
    },
  };
}

/** The rule trains a network on one image of each class alone: mean over random draws. */
async function oneShotAccuracy({ dataset, cell, streams, signal, create }: ScoreContext): Promise<number> {
  const split = trainingSplit(cell, dataset);
  const test = evaluationSplit(cell, dataset);
  const { draws } = LEAGUE_SCALES[cell.scale];
  let total = 0;
  for (let draw = 0; draw < draws; draw++) {
    const few = subset(split, drawShots(split, dataset.classes, 1, draw));
    const own = streams.child(`one-shot/${draw}`);
    const trainer = create(
      { hiddenEpochs: ONE_SHOT_UPDATES, headEpochs: ONE_SHOT_UPDATES },
      own.child('rule'),
    );
    try {
      await train(trainer, { dataset, split: few, streams: own.child('training'), signal });
      total += accuracy(trainer.model, test, { limit: ONE_SHOT_TEST_IMAGES });
    } finally {
      trainer.dispose();
    }
  }
  return total / draws;
}

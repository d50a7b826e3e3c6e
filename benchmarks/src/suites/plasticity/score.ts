import { accuracy, kernelsByUnit } from '@hebbench/nn';
import { trainingSplit } from '../../run/splits.ts';
import type { ExpectedMetrics, Score, ScoreContext } from '../../suite.ts';
import { isLong, PLASTICITY_SCALES } from './cells.ts';
import { longTrainingMetrics } from './long-training.ts';
import { pruningCurve, removable } from './pruning.ts';
import type { Seen } from './watch.ts';

/** What every record has. */
export const PLASTICITY_METRICS: ExpectedMetrics = {
  always: ['accuracy', 'trainAccuracy', 'gap', 'weights', 'used'],
  percentages: /^(accuracy|trainAccuracy|removable|silent|born|lost)$/,
};

/** Accuracy and synapses in use; and what long training was, or how many synapses the network can do without. */
export function score(context: ScoreContext): Score {
  const { model, dataset, cell, watched } = context;
  const { watchedImages } = PLASTICITY_SCALES[cell.scale];
  const { values } = kernelsByUnit(model, 1);
  const test = accuracy(model, dataset.test);
  const training = accuracy(model, trainingSplit(cell, dataset), { limit: watchedImages });
  const metrics = {
    accuracy: test,
    trainAccuracy: training,
    gap: training - test,
    weights: values.length,
    used: values.reduce((sum, w) => (w === 0 ? sum : sum + 1), 0),
  };
  if (isLong(cell)) {
    const seen = watched as Seen;
    return { metrics: { ...metrics, ...longTrainingMetrics(seen) }, details: { ...seen } };
  }
  const pruning = pruningCurve(model, dataset.test, watchedImages);
  return {
    metrics: { ...metrics, removable: removable(pruning) },
    details: { pruning },
  };
}

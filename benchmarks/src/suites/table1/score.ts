import { accuracy } from '@hebbench/nn';
import type { Model } from '@hebbench/core';
import { evaluationSplit, trainingSplit } from '../../run/splits.ts';
import type { ExpectedMetrics, Score, ScoreContext } from '../../suite.ts';

/** Training images that the training accuracy is measured on. */
const TRAIN_IMAGES = 10_000;
/** Weights below this share of the layer's largest count as absent, as in the paper's Fig. 3. */
const ABSENT_BELOW = 0.005;

/** What {@link score} measures. */
export const NETWORK_METRICS: ExpectedMetrics = {
  always: ['accuracy', 'trainAccuracy', 'sparsity', 'zeroShare', 'minWeight'],
  percentages: /^(accuracy|trainAccuracy|sparsity|zeroShare)$/,
};

/** Accuracy on the test and training images, and what the hidden weights look like. */
export function score({ model, dataset, cell }: ScoreContext): Score {
  return {
    metrics: {
      accuracy: accuracy(
        model,
        evaluationSplit(cell, dataset),
        cell.testImages ? { limit: cell.testImages } : {},
      ),
      trainAccuracy: accuracy(model, trainingSplit(cell, dataset), { limit: TRAIN_IMAGES }),
      ...weightMetrics(model),
    },
  };
}

/** Sparsity of the hidden weights, and the smallest weight of the whole network. */
function weightMetrics(model: Model): Record<string, number> {
  let [weights, absent, zero] = [0, 0, 0];
  let minWeight = Infinity;
  for (const { kind, layer, tensor } of model.weights()) {
    // Measured, not learned: no weight that the constraint or the rule has made what it is.
    if (kind === 'constant') continue;
    const values = tensor.dataSync<'float32'>();
    const largest = values.reduce((max, w) => Math.max(max, Math.abs(w)), 0);
    minWeight = values.reduce((min, w) => Math.min(min, w), minWeight);
    if (layer !== 'hidden') continue;
    weights += values.length;
    for (const w of values) {
      if (Math.abs(w) <= ABSENT_BELOW * largest) absent++;
      if (w === 0) zero++;
    }
  }
  return { sparsity: (100 * absent) / weights, zeroShare: (100 * zero) / weights, minWeight };
}

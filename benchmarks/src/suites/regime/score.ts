import { sparsity } from '@hebbench/analysis';
import { accuracy, kernelsByUnit } from '@hebbench/nn';
import { evaluationSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { robustAccuracy } from '../common/robust-accuracy.ts';
import { REGIME_SCALES } from './cells.ts';

const EPSILON = 0.1;
/** Weights below this share of the layer's largest count as absent, as in the paper's Fig. 3. */
const ABSENT_BELOW = 0.005;

/** Accuracy, sparsity, and accuracy under attack. */
export async function score(context: ScoreContext): Promise<Score> {
  const { model, cell, dataset } = context;
  return {
    metrics: {
      accuracy: accuracy(model, evaluationSplit(cell, dataset)),
      sparsity: 100 * sparsity(kernelsByUnit(model, 1).values, ABSENT_BELOW),
      robust: await robustAccuracy(context, EPSILON, REGIME_SCALES[cell.scale].attackedImages),
    },
  };
}

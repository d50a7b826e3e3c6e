import { sparsity } from '@hebbench/analysis';
import type { ImageShape, Model } from '@hebbench/core';
import { accuracy, kernelsByUnit } from '@hebbench/nn';
import { evaluationSplit } from '../../run/splits.ts';
import type { Score, ScoreContext } from '../../suite.ts';
import { robustAccuracy } from '../common/robust-accuracy.ts';
import { CONV_SCALES } from './cells.ts';

/** Weights below this share of their layer's largest count as absent. */
const ABSENT_BELOW = 0.005;

/** ℓ∞ radius of the attack: 0.1 on grey images, and on colours, which are attacked more easily, the usual 8/255. */
export function radiusFor({ channels }: Pick<ImageShape, 'channels'>): number {
  return channels === 1 ? 0.1 : 8 / 255;
}

/** Accuracy, zero weights of all hidden layers, and accuracy under attack. */
export async function score(context: ScoreContext): Promise<Score> {
  const { model, cell, dataset } = context;
  const { testImages, attackedImages } = CONV_SCALES[cell.scale];
  const limit = testImages === undefined ? {} : { limit: testImages };
  return {
    metrics: {
      accuracy: accuracy(model, evaluationSplit(cell, dataset), limit),
      sparsity: 100 * hiddenSparsity(model),
      robust: await robustAccuracy(context, radiusFor(dataset.shape), attackedImages),
    },
  };
}

/** Share of weights of all hidden layers that are absent, each layer by its own largest. */
function hiddenSparsity(model: Model): number {
  const layers = model.architecture.hidden.map((_, i) => kernelsByUnit(model, i + 1).values);
  const absent = layers.reduce((sum, values) => sum + values.length * sparsity(values, ABSENT_BELOW), 0);
  return absent / layers.reduce((sum, { length }) => sum + length, 0);
}

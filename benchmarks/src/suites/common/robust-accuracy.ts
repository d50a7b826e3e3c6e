import { logOddsLoss, marginLoss, pgd, survivors } from '@hebbench/attacks';
import { evaluationSplit } from '../../run/splits.ts';
import type { ScoreContext } from '../../suite.ts';

/**
 * Accuracy after PGD on the cross-entropy and on the margin, the worst case for each image, in percent.
 * @param epsilon - ℓ∞ radius
 * @param most - how many of the first images to attack
 */
export async function robustAccuracy(
  { model, dataset, cell, streams, signal }: ScoreContext,
  epsilon: number,
  most: number,
): Promise<number> {
  const split = evaluationSplit(cell, dataset);
  const images = Math.min(most, split.count);
  const { indices } = await survivors({
    model,
    split,
    indices: Uint32Array.from({ length: images }, (_, i) => i),
    epsilon,
    attacks: [pgd({ loss: logOddsLoss }), pgd({ name: 'pgd-margin', loss: marginLoss })],
    streams: streams.child('attacks'),
    signal,
  });
  return (100 * indices.length) / images;
}

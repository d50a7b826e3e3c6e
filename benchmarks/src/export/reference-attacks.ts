import { logOddsLoss, fgsm, pgd, survivors, type Attack } from '@hebbench/attacks';
import { createStreams, type Model, type Split } from '@hebbench/core';

/** Settings of {@link referenceAttacks}. */
export interface ReferenceOptions {
  readonly model: Model;
  readonly split: Split;
  /** The first this many images. */
  readonly images: number;
  readonly epsilons: readonly number[];
  readonly steps: number;
  readonly stepSize: number;
}

/** What an attack leaves. */
export interface ReferenceResult {
  readonly attack: 'fgsm' | 'pgd';
  /** Accuracy in percent at each ε. */
  readonly accuracy: readonly number[];
  /** `[epsilons, images]`: 1 where the image is still classified rightly. */
  readonly right: Uint8Array;
}

/**
 * FGSM and PGD on the cross-entropy of the logits, without any random start: numbers that another implementation can be
 * held against image by image.
 */
export async function referenceAttacks(options: ReferenceOptions): Promise<ReferenceResult[]> {
  const { steps, stepSize } = options;
  const iterative = pgd({ loss: logOddsLoss, steps, stepSize, randomStart: false });
  return [await resultOf('fgsm', fgsm(), options), await resultOf('pgd', iterative, options)];
}

async function resultOf(
  name: ReferenceResult['attack'],
  attack: Attack,
  { model, split, images, epsilons }: ReferenceOptions,
): Promise<ReferenceResult> {
  const right = new Uint8Array(epsilons.length * images);
  const accuracy: number[] = [];
  for (const [row, epsilon] of epsilons.entries()) {
    const { indices } = await survivors({
      model,
      split,
      indices: Uint32Array.from({ length: images }, (_, i) => i),
      epsilon,
      attacks: [attack],
      // Nothing is drawn from it.
      streams: createStreams(0),
    });
    for (const index of indices) right[row * images + index] = 1;
    accuracy.push((100 * indices.length) / images);
  }
  return { attack: name, accuracy, right };
}

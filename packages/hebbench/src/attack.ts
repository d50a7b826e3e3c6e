import { robustnessCurve, type CurveOptions, type RobustnessPoint } from '@hebbench/attacks';
import { createStreams, type Dataset } from '@hebbench/core';
import type { Network } from './network.ts';

/** Settings of {@link attack}. */
export interface AttackOptions extends Partial<
  Omit<CurveOptions, 'model' | 'shape' | 'streams' | 'epsilons' | 'images'>
> {
  /** ℓ∞ radii in [0, 1], rising. */
  readonly epsilons: readonly number[];
  /** The first this many images. @defaultValue 200 */
  readonly images?: number;
}

const IMAGES = 200;

/**
 * Attacks a network on test images with FGSM and PGD.
 * @returns for each radius the accuracies that are left, in percent, and whether they can be trusted
 * @throws {@link HebbenchError} `INVALID_CONFIG`, `INTERRUPTED`
 */
export function attack(
  { model, description }: Pick<Network, 'model' | 'description'>,
  dataset: Dataset,
  { images = IMAGES, split = dataset.test, ...options }: AttackOptions,
): Promise<RobustnessPoint[]> {
  const streams = createStreams(description.seed).child('attacks');
  return robustnessCurve({ model, shape: dataset.shape, streams, split, images, ...options });
}

import {
  equivalentComponents,
  heldOut,
  overlap,
  pcaError,
  principalAngleCosines,
  principalComponents,
  reconstructionOf,
  type PrincipalComponents,
} from '@hebbench/analysis';
import * as tf from '@tensorflow/tfjs-core';
import { NARROW_UNITS } from './cells.ts';

/** Numbers of leading components that spans are compared by. */
export const COMPARED: readonly number[] = [1, 2, 5, 10, 20, 50];

const MOST_COMPARED = Math.max(...COMPARED);

/** Principal components of images. */
export interface ImageComponents {
  /** About the mean. */
  readonly centred: PrincipalComponents;
  /** About 0, as rules see images that take no mean off. */
  readonly about0: PrincipalComponents;
}

/** Principal components of images, as many as are needed here. */
export function componentsOf(images: tf.Tensor2D): ImageComponents {
  const inputs = images.shape[1];
  return {
    centred: principalComponents(images, { count: Math.min(NARROW_UNITS, inputs) }),
    about0: principalComponents(images, { count: Math.min(MOST_COMPARED, inputs), centred: false }),
  };
}

/**
 * How much the leading directions of the weights have in common with the leading principal components of the images, in
 * percent of as many dimensions: mean squared cosines of principal angles.
 * @param kernels - `[units, inputs]`
 */
export function spanMetrics(
  kernels: tf.Tensor2D,
  { centred, about0 }: ImageComponents,
): Record<string, number> {
  const [units, inputs] = kernels.shape;
  const directions = principalComponents(kernels, { count: MOST_COMPARED, centred: false });
  if (directions.total === 0) return {};
  return Object.fromEntries(
    COMPARED.filter((count) => count <= Math.min(units, inputs)).flatMap((count) => {
      const leading = (of: PrincipalComponents): Float32Array => of.components.subarray(0, count * inputs);
      const shared = (of: PrincipalComponents): number =>
        100 * overlap(principalAngleCosines(leading(directions), leading(of), inputs));
      return [
        [`span-${count}`, shared(about0)],
        [`centredSpan-${count}`, shared(centred)],
      ];
    }),
  );
}

/**
 * How well images come back as `Σ_k z_k w_k`, in percent of their variance, and as how many principal components.
 * @param images - not among those that the components were made of
 */
export function reconstructionMetrics(
  images: tf.Tensor2D,
  activity: tf.Tensor2D,
  kernels: tf.Tensor2D,
  { centred }: ImageComponents,
): Record<string, number> {
  const reconstructed = tf.matMul<tf.Tensor2D>(activity, kernels);
  const { error, scaledError } = reconstructionOf(images, reconstructed);
  reconstructed.dispose();
  const pca = heldOut(centred, images);
  const units = kernels.shape[0];
  const components = equivalentComponents(pca, scaledError);
  return {
    error: 100 * error,
    scaledError: 100 * scaledError,
    ...(units <= pca.variances.length && { pcaError: 100 * pcaError(pca, units) }),
    ...(components !== undefined && { components }),
  };
}

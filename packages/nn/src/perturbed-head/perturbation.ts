import type { RandomStream } from '@hebbench/core';
import { readInPlace } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { errorDifferences } from './error-differences.ts';

/** What {@link perturbationStep} learns from. */
export interface PerturbationSetting {
  /** Class scores of the unperturbed kernel, `[batch, classes]`. */
  readonly scores: tf.Tensor2D;
  /** What each perturbation adds to them: `hidden activity · ξ`, `[batch, perturbations × classes]`. */
  readonly shifts: tf.Tensor2D;
  /** Class of each sample, int32 `[batch]`. */
  readonly labels: tf.Tensor1D;
  /** From {@link drawPerturbation}. */
  readonly xi: tf.Tensor2D;
  /** Variance σ² of the perturbations. */
  readonly variance: number;
  /** Whether each perturbation is tried with both signs. */
  readonly antithetic: boolean;
}

/**
 * Draws perturbations ξ ~ N(0, σ²) of a kernel, side by side.
 * @param variance - σ²
 * @returns `[inputs, perturbations × classes]`
 */
export function drawPerturbation(
  [inputs, classes]: readonly [number, number],
  perturbations: number,
  variance: number,
  stream: RandomStream,
): tf.Tensor2D {
  const columns = perturbations * classes;
  const values = stream.fillNormal(new Float32Array(inputs * columns), 0, Math.sqrt(variance));
  return tf.tensor2d(values, [inputs, columns]);
}

/**
 * Weight perturbation, averaged over P perturbations: equation (3) without its rate,
 * `−(1/σ²) (E^pert − E) ξ 𝟙(w ≠ 0)`, where E is the mean cross-entropy of the batch. With antithetic pairs,
 * `(E(w + ξ) − E(w − ξ))/2` takes the place of `E^pert − E`: the same mean with less noise.
 * @param kernel - W, `[inputs, classes]`
 * @returns `[inputs, classes]`
 */
export function perturbationStep(kernel: tf.Tensor2D, setting: PerturbationSetting): tf.Tensor2D {
  const { scores, shifts, labels, xi, variance, antithetic } = setting;
  const [inputs, classes] = kernel.shape;
  const perturbations = xi.shape[1] / classes;
  const scale = -1 / (variance * perturbations * (antithetic ? 2 : 1));
  const differences = readInPlace([scores, shifts], ([s, m]) =>
    errorDifferences({ scores: s!, shifts: m!, labels: labels.dataSync<'int32'>(), classes }, antithetic),
  );
  return tf.tidy(() => {
    const slopes = tf.tensor3d(
      Float32Array.from(differences, (each) => scale * each),
      [1, perturbations, 1],
    );
    const weighted = tf.mul(tf.reshape(xi, [inputs, perturbations, classes]), slopes);
    return tf.mul(tf.sum(weighted, 1), tf.cast(tf.notEqual(kernel, 0), 'float32')) as tf.Tensor2D;
  });
}

import { accumulateMatMul, addMatMul } from '@hebbench/engine';
import { clipAtZero } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/**
 * What a unit subtracts from its input before it learns: what the units up to and including itself reconstruct
 * (`sequential`: Sanger's rule, the authors' HPCA), or what all units reconstruct (`subspace`: Oja's rule).
 */
export type Reconstruction = 'sequential' | 'subspace';

/** The known values of {@link Reconstruction}. */
export const RECONSTRUCTIONS = ['sequential', 'subspace'] as const;

/** Settings of {@link pcaStep}. */
export interface PcaOptions {
  /** η */
  readonly learningRate: number;
  readonly reconstruction: Reconstruction;
  /** Whether weights are clipped at 0 afterwards. */
  readonly nonnegative: boolean;
}

/**
 * One update of a hidden layer by Hebbian principal component analysis, averaged over the batch:
 * `Δw_j = η ⟨z_j (x − Σ_{k∈K(j)} z_k w_k)⟩`, with K(j) = {k ≤ j} for Sanger's rule and all units for Oja's.
 * @param kernel - W, `[inputs, units]`; changed in place
 * @param x - `[batch, inputs]`
 * @param z - `[batch, units]`
 */
export function pcaStep(
  kernel: tf.Variable<tf.Rank.R2>,
  x: tf.Tensor2D,
  z: tf.Tensor2D,
  { learningRate, reconstruction, nonnegative }: PcaOptions,
): void {
  const rate = learningRate / x.shape[0];
  if (reconstruction === 'subspace' && residualIsCheaper(x.shape, z.shape[1])) {
    residualStep(kernel, x, z, rate);
  } else {
    aggregatedStep(kernel, x, z, rate, reconstruction);
  }
  if (nonnegative) clipAtZero(kernel);
}

/**
 * FastHebb: the batch is aggregated first, and only then met by the weights: `ΔW = (η/N) (XᵀZ − W (ZᵀZ ∘ M))`, where
 * column j of M is 1 at the units of K(j). No reconstruction of any single sample is ever made.
 * @param rate - η/N
 */
export function aggregatedStep(
  kernel: tf.Variable<tf.Rank.R2>,
  x: tf.Tensor2D,
  z: tf.Tensor2D,
  rate: number,
  reconstruction: Reconstruction,
): void {
  tf.tidy(() => {
    const correlations: tf.Tensor2D = tf.matMul(z, z, true, false);
    const counted =
      reconstruction === 'sequential' ? tf.linalg.bandPart(correlations, 0, -1) : correlations;
    const decayed = addMatMul(kernel, kernel, counted, { alpha: -rate });
    kernel.assign(addMatMul(decayed, x, z, { alpha: rate, transposeA: true }));
  });
}

/**
 * The same for all units at once, sample by sample: `ΔW = (η/N) (X − ZWᵀ)ᵀ Z`. It needs no units × units matrix.
 * @param rate - η/N
 */
export function residualStep(
  kernel: tf.Variable<tf.Rank.R2>,
  x: tf.Tensor2D,
  z: tf.Tensor2D,
  rate: number,
): void {
  const residual = addMatMul(x, z, kernel, { alpha: -1, transposeB: true });
  accumulateMatMul(kernel, residual, z, { alpha: rate, transposeA: true });
  residual.dispose();
}

/** Whether `N·I·U` multiplications for the reconstructions are fewer than `N·U² + I·U²` for the correlations. */
function residualIsCheaper([batch, inputs]: [number, number], units: number): boolean {
  return batch * inputs < (batch + inputs) * units;
}

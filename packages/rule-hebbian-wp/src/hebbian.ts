import { accumulateMatMul, addMatMul } from '@hebbench/engine';
import { clipAtZero } from '@hebbench/nn';
import type * as tf from '@tensorflow/tfjs-core';

/** Settings of {@link hebbianStep}. */
export interface HebbianOptions {
  /** η */
  readonly learningRate: number;
  /** Whether weights are clipped at 0 afterwards. */
  readonly nonnegative: boolean;
}

/**
 * One update of a hidden layer by competitive Hebbian learning, averaged over the batch: equation (1),
 * `Δw_ij = η ⟨z_j (x_i − Σ_k z_k w_ik)⟩`, that is `ΔW = (η/N) (X − ZWᵀ)ᵀ Z`.
 * @param kernel - W, `[inputs, units]`; changed in place
 * @param x - `[batch, inputs]`
 * @param z - `[batch, units]`
 */
export function hebbianStep(
  kernel: tf.Variable<tf.Rank.R2>,
  x: tf.Tensor2D,
  z: tf.Tensor2D,
  { learningRate, nonnegative }: HebbianOptions,
): void {
  const residual = addMatMul(x, z, kernel, { alpha: -1, transposeB: true });
  accumulateMatMul(kernel, residual, z, { alpha: learningRate / x.shape[0], transposeA: true });
  residual.dispose();
  if (nonnegative) clipAtZero(kernel);
}

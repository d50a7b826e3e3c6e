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
  /** M of {@link upperTriangle} for Sanger's rule. @defaultValue all ones: Oja's subspace rule */
  readonly counted?: tf.Tensor2D | undefined;
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
  { learningRate, counted, nonnegative }: PcaOptions,
): void {
  const rate = learningRate / x.shape[0];
  if (!counted && residualIsCheaper(x.shape, z.shape[1])) residualStep(kernel, x, z, rate);
  else aggregatedStep(kernel, x, z, rate, counted);
  if (nonnegative) clipAtZero(kernel);
}

/**
 * M of Sanger's rule: column j is 1 at the units k ≤ j, which unit j counts, and 0 below.
 * @returns `[units, units]`
 */
export function upperTriangle(units: number): tf.Tensor2D {
  const values = new Float32Array(units * units);
  for (let k = 0; k < units; k++) values.fill(1, k * units + k, (k + 1) * units);
  return tf.tensor2d(values, [units, units]);
}

/**
 * FastHebb: the batch is aggregated first, and only then met by the weights: `ΔW = (η/N) (XᵀZ − W (ZᵀZ ∘ M))`. No
 * reconstruction of any single sample is ever made.
 * @param rate - η/N
 * @param counted - M; all ones if left out
 */
export function aggregatedStep(
  kernel: tf.Variable<tf.Rank.R2>,
  x: tf.Tensor2D,
  z: tf.Tensor2D,
  rate: number,
  counted?: tf.Tensor2D,
): void {
  tf.tidy(() => {
    const correlations: tf.Tensor2D = tf.matMul(z, z, true, false);
    const masked: tf.Tensor2D = counted ? tf.mul(correlations, counted) : correlations;
    const decayed = addMatMul(kernel, kernel, masked, { alpha: -rate });
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

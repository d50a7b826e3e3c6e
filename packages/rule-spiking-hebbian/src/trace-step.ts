import { accumulateMatMul, addMatMul } from '@hebbench/engine';
import { clipAtZero } from '@hebbench/nn';
import type * as tf from '@tensorflow/tfjs-core';

/** Settings of {@link traceStep}. */
export interface TraceStepOptions {
  /** η */
  readonly learningRate: number;
  /** Whether weights are clipped at 0 afterwards. */
  readonly nonnegative: boolean;
}

/**
 * One update of a hidden layer by equation (1) with spike traces in the places of input and activity, averaged over the
 * rows: `Δw_ij = η ⟨z̄_j (x̄_i − Σ_k z̄_k w_ik)⟩`.
 * @param kernel - W, `[inputs of a unit, units]`; changed in place
 * @param x - traces x̄ of what the units read, `[rows, inputs of a unit]`
 * @param z - traces z̄ of the units' own spikes, `[rows, units]`
 */
export function traceStep(
  kernel: tf.Variable<tf.Rank.R2>,
  x: tf.Tensor2D,
  z: tf.Tensor2D,
  { learningRate, nonnegative }: TraceStepOptions,
): void {
  const residual = addMatMul(x, z, kernel, { alpha: -1, transposeB: true });
  accumulateMatMul(kernel, residual, z, { alpha: learningRate / x.shape[0], transposeA: true });
  residual.dispose();
  if (nonnegative) clipAtZero(kernel);
}

/**
 * Exponential traces of spikes, `x̄ ← x̄ + (1 − exp(−1/τ))(s − x̄)`: running estimates of their rates, from 0.
 * @param timeConstant - τ, in steps
 */
export function followSpikes(traces: Float32Array, spikes: Float32Array, timeConstant: number): void {
  const share = 1 - Math.exp(-1 / timeConstant);
  for (let i = 0; i < traces.length; i++) traces[i]! += share * (spikes[i]! - traces[i]!);
}

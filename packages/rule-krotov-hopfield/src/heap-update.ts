import { readInPlace, type VectorKernels } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { learningUnits, type LearningUnits } from './learning-units.ts';
import { SMALLEST_CHANGE, type UpdateOptions } from './sparse-update.ts';

/** A layer whose tensors lie where vector kernels reach them. */
export interface LayerTensors {
  /** Weights W, `[units, inputs]`, changed in place. */
  readonly kernel: tf.Variable<tf.Rank.R2>;
  /** `sign(W)|W|^(p−1)`, kept in step with the weights. */
  readonly powers: tf.Variable<tf.Rank.R2>;
}

/** A batch as tensors. */
export interface BatchTensors {
  /** Inputs v, `[samples, inputs]`. */
  readonly x: tf.Tensor2D;
  /** Currents `I = powers · v`, `[samples, units]`. */
  readonly currents: tf.Tensor2D;
}

/** Whether {@link heapUpdate} knows the powers of this norm; the others are host code's. */
export function hasKernel(norm: number): norm is 2 | 3 | 4 {
  return norm === 2 || norm === 3 || norm === 4;
}

/**
 * `sparseUpdate` by vector kernels: the same sums in the same order, and so the same bits.
 */
export function heapUpdate(
  kernels: VectorKernels,
  { kernel, powers }: LayerTensors,
  { x, currents }: BatchTensors,
  { norm, rank, antiHebbian, learningRate, nonnegative }: UpdateOptions & { readonly norm: 2 | 3 | 4 },
): void {
  const [units, inputs] = kernel.shape;
  const ranked = kernels.rankRows(currents, rank);
  const learning = readInPlace([currents], ([view]) => learningUnits(ranked, view!, units, antiHebbian));
  // As many rows as there can be: memory of one size is taken and given back, update after update. Filled where it lies:
  // `tf.zeros` makes a host array and copies it, 24 MB an update on CIFAR-10.
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- no array's `fill`: it takes a shape and a value
  const delta = tf.fill<tf.Rank.R2>([Math.min(units, 2 * x.shape[0]), inputs], 0);
  kernels.addRows(delta, x, toLearningUnits(learning, antiHebbian));
  const largest = kernels.addRows(delta, kernel, {
    to: Int32Array.from(learning.units, (_, place) => place),
    from: learning.units,
    factors: learning.decay.map((decay) => -decay),
  });
  if (largest >= SMALLEST_CHANGE) {
    kernels.stepRows({
      w: kernel,
      p: powers,
      d: delta,
      to: learning.units,
      rate: learningRate / largest,
      floor: nonnegative ? 0 : -Infinity,
      exponent: (norm - 1) as 1 | 2 | 3,
    });
  }
  delta.dispose();
}

/** Each sample to its winner, and −δ of it to its unit of rank k. */
function toLearningUnits({ winner, runnerUp }: LearningUnits, antiHebbian: number) {
  const pairs = 2 * winner.length;
  return {
    to: Int32Array.from({ length: pairs }, (_, i) => (i % 2 === 0 ? winner : runnerUp)[i >> 1]!),
    from: Int32Array.from({ length: pairs }, (_, i) => i >> 1),
    factors: Float64Array.from({ length: pairs }, (_, i) => (i % 2 === 0 ? 1 : -antiHebbian)),
  };
}

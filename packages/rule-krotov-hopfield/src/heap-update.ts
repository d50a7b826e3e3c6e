import { readInPlace, type VectorKernels } from '@hebbench/engine';
import type * as tf from '@tensorflow/tfjs-core';
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
  const ranked = kernels.rankRows(currents, rank);
  const learning = readInPlace([currents], ([view]) =>
    learningUnits(ranked, view!, kernel.shape[0], antiHebbian),
  );
  const { units, decay } = learning;
  const { changes, largest } = kernels.changeRows({
    x,
    w: kernel,
    units,
    decay,
    ...termsByUnit(learning),
    factor: -antiHebbian,
  });
  if (largest >= SMALLEST_CHANGE) {
    kernels.stepRows({
      w: kernel,
      p: powers,
      d: changes,
      to: units,
      rate: learningRate / largest,
      floor: nonnegative ? 0 : -Infinity,
      exponent: (norm - 1) as 1 | 2 | 3,
    });
  }
  changes.dispose();
}

/**
 * The samples that each learning unit sums up, in their order: a sample's number for its winner, and the complement of it
 * for its unit of rank k, which counts −δ times.
 */
function termsByUnit({ units, winner, runnerUp }: LearningUnits): { starts: Int32Array; terms: Int32Array } {
  const starts = new Int32Array(units.length + 1);
  const samples = winner.length;
  for (let row = 0; row < samples; row++) {
    starts[winner[row]! + 1]!++;
    starts[runnerUp[row]! + 1]!++;
  }
  for (let place = 0; place < units.length; place++) starts[place + 1]! += starts[place]!;
  const next = starts.slice(0, -1);
  const terms = new Int32Array(2 * samples);
  for (let row = 0; row < samples; row++) {
    terms[next[winner[row]!]!++] = row;
    terms[next[runnerUp[row]!]!++] = ~row;
  }
  return { starts, terms };
}

import type { RandomStream } from '@hebbench/core';
import { readInPlace } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { rankOneDifferences } from './rank-one-differences.ts';
import { signPatterns } from './sign-patterns.ts';

/** What {@link rankOneStep} learns from. */
export interface RankOneSetting {
  /** Class probabilities with the kernel as it is, `[batch, classes]`. */
  readonly probabilities: tf.Tensor2D;
  /** `hidden activity · R`, `[batch, P]`. */
  readonly projections: tf.Tensor2D;
  /** Class of each sample, int32 `[batch]`. */
  readonly labels: tf.Tensor1D;
  /** R, from {@link drawSigns}. */
  readonly signs: tf.Tensor2D;
  /** Variance σ² of a weight's perturbation. */
  readonly variance: number;
}

const BITS = 16;

/**
 * Draws the signs of hidden units, side by side.
 * @param count - P
 * @returns R, `[units, P]`, each entry −1 or 1
 */
export function drawSigns(units: number, count: number, stream: RandomStream): tf.Tensor2D {
  const values = new Float32Array(units * count);
  for (let start = 0; start < values.length; start += BITS) {
    const bits = stream.integer(2 ** BITS);
    const end = Math.min(start + BITS, values.length);
    for (let i = start; i < end; i++) values[i] = 2 * ((bits >>> (i - start)) & 1) - 1;
  }
  return tf.tensor2d(values, [units, count]);
}

/**
 * Weight perturbation with perturbations of rank one: equation (3) without its rate,
 * `−(1/σ²) (E(w + ξ) − E(w − ξ))/2 ξ 𝟙(w ≠ 0)`, averaged over `ξ_ik = σ r_i s_k` for P random vectors r of signs of
 * the hidden units and, for each, all {@link signPatterns} s of the classes. A weight is perturbed by ±σ as before, and
 * the entries of ξ are uncorrelated: the average over r and s is the same as with independent perturbations.
 *
 * What it saves: a pattern changes the class scores of a sample by `±σ (r·x)`, one number for all patterns, so that P
 * columns of one product serve P × patterns × 2 evaluations of the error. What it brings: the patterns of one r are
 * orthogonal, so that only r is left to chance. The noise is that of P × classes independent pairs.
 * @param kernel - W, `[inputs, classes]`
 * @returns `[inputs, classes]`
 */
export function rankOneStep(kernel: tf.Tensor2D, setting: RankOneSetting): tf.Tensor2D {
  const { probabilities, projections, labels, signs, variance } = setting;
  const classes = kernel.shape[1];
  const count = signs.shape[1];
  const patterns = signPatterns(classes);
  const sd = Math.sqrt(variance);
  const differences = readInPlace([probabilities, projections], ([p, q]) =>
    rankOneDifferences(
      { probabilities: p!, projections: q!, labels: labels.dataSync<'int32'>(), count },
      patterns,
      sd,
    ),
  );
  // Σ_s slope(r, s) σ s_k for each r and class k: what a unit with sign 1 in r adds to its weight to class k.
  const byClass = new Float32Array(count * classes);
  const scale = -sd / (2 * variance * count * patterns.length);
  for (let r = 0; r < count; r++) {
    patterns.forEach((pattern, s) => {
      const slope = scale * differences[r * patterns.length + s]!;
      for (let k = 0; k < classes; k++) byClass[r * classes + k]! += slope * pattern[k]!;
    });
  }
  return tf.tidy(() => {
    const change = tf.matMul(signs, tf.tensor2d(byClass, [count, classes]));
    return tf.mul(change, tf.cast(tf.notEqual(kernel, 0), 'float32')) as tf.Tensor2D;
  });
}

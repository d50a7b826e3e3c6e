import type * as tf from '@tensorflow/tfjs-core';
import type { PoolBy, WindowGrid } from '../images/windows.ts';

/** Settings of {@link VectorKernels.adam}. */
export interface AdamStep {
  /** Step size, divided by `1 − β₁^t`. */
  readonly rate: number;
  /** `1 / (1 − β₂^t)` */
  readonly correct: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Least value of a weight; `-Infinity` for none. */
  readonly floor: number;
  /** Running means below this become 0. */
  readonly smallest: number;
}

/** What {@link VectorKernels.standardiseRows} may keep of a row; their numbers are those of simd/standardise.ts. */
export const ROW_GAINS = ['one', 'deviation', 'length', 'maximum', 'mean'] as const;

/**
 * What deviations d of a row x from its mean are multiplied by: `1/σ`, so that their standard deviation σ becomes 1;
 * nothing, so that it stays; or what gives them the Euclidean length, the maximum or the mean magnitude that x has, which
 * is taken to have no negative values.
 */
export type RowGain = (typeof ROW_GAINS)[number];

/** Settings of {@link VectorKernels.signStep}; all tensors of one shape. */
export interface SignStep {
  readonly x: tf.Tensor2D;
  readonly gradient: tf.Tensor2D;
  /** Least values. */
  readonly low: tf.Tensor2D;
  /** Largest values. */
  readonly high: tf.Tensor2D;
  readonly step: number;
}

/** Settings of {@link VectorKernels.changeRows}. */
export interface RowChanges {
  /** `[samples, columns]` */
  readonly x: tf.Tensor2D;
  /** `[rows, columns]` */
  readonly w: tf.Tensor2D;
  /** Rows of w that change, each once. */
  readonly units: Int32Array;
  /** Where the terms of each of `units` begin in `terms`, and where those of the last one end. */
  readonly starts: Int32Array;
  /** Rows of x that are summed up; the complement `~row` stands for a row that counts `factor` times. */
  readonly terms: Int32Array;
  readonly factor: number;
  /** For each of `units`, how many times its row of w is taken off. It may be longer. */
  readonly decay: Float64Array;
}

/** Settings of {@link VectorKernels.stepRows}. */
export interface RowStep {
  /** `[rows, columns]` */
  readonly w: tf.Variable<tf.Rank.R2>;
  /** Powers of w, `[rows, columns]`. */
  readonly p: tf.Variable<tf.Rank.R2>;
  /** Changes, one row for each of `to`. */
  readonly d: tf.Tensor2D;
  /** Rows of w and p. */
  readonly to: Int32Array;
  readonly rate: number;
  /** Least value of w; `-Infinity` for none. */
  readonly floor: number;
  readonly exponent: 1 | 2 | 3;
}

/** Work that takes several passes as tensor operations and one as a kernel on the wasm heap. */
export interface VectorKernels {
  /** `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`, `w ← max(floor, w − rate m / (√(correct v) + ε))`. */
  adam(w: tf.Variable, m: tf.Variable, v: tf.Variable, g: tf.Tensor, step: AdamStep): void;
  /** `w ← max(floor, w − rate g)` */
  descend(w: tf.Variable, g: tf.Tensor, rate: number, floor: number): void;
  /** `w ← max(0, w)` */
  clipAtZero(w: tf.Variable): void;
  /** Row by row: `e = relu(|y| − mean |y|)`, `z = e / (max e + ε)`. It has no gradient of its own. */
  normaliseRows(y: tf.Tensor2D, epsilon: number): tf.Tensor2D;
  /** Gradient of {@link VectorKernels.normaliseRows} in y. */
  normaliseRowsGradient(y: tf.Tensor2D, dz: tf.Tensor2D, epsilon: number): tf.Tensor2D;
  /**
   * Row by row, with the deviations `d = x − mean x`, which are exactly 0 in a row of equal values: `d/σ`, `d`,
   * `d √(⟨x²⟩ + ε²)/σ`, `d max x/(max d + ε)` or `d ⟨x⟩/(⟨|d|⟩ + ε)`, by the gain; `σ = √(⟨d²⟩ + ε²)`. It has no gradient
   * of its own.
   */
  standardiseRows(x: tf.Tensor2D, gain: RowGain, epsilon: number): tf.Tensor2D;
  /** Gradient of {@link VectorKernels.standardiseRows} in x; that of a maximum goes to each value that shares it. */
  standardiseRowsGradient(x: tf.Tensor2D, dy: tf.Tensor2D, gain: RowGain, epsilon: number): tf.Tensor2D;
  /** Row by row: `e = relu(y)`, `z = e / (max e + ε)`. It has no gradient of its own. */
  rescaleRows(y: tf.Tensor2D, epsilon: number): tf.Tensor2D;
  /** Gradient of {@link VectorKernels.rescaleRows} in y. */
  rescaleRowsGradient(y: tf.Tensor2D, dz: tf.Tensor2D, epsilon: number): tf.Tensor2D;
  /**
   * `relu(x)^exponent`, with the bits of the two one after the other. It has no gradient of its own.
   * @param exponent - above 0 and finite
   * @returns `undefined` where it has no case for a value: fewer than four in all, NaN, infinity, a positive one that is
   * denormal, or a power that is not finite
   */
  reluPower(x: tf.Tensor2D, exponent: number): tf.Tensor2D | undefined;
  /**
   * Gradient of {@link VectorKernels.reluPower} in x, `(dz (n relu(x)^(n − 1))) [x > 0]`, and `undefined` as there.
   * @param exponent - n, above 1 and finite
   */
  reluPowerGradient(x: tf.Tensor2D, dz: tf.Tensor2D, exponent: number): tf.Tensor2D | undefined;
  /** `min(max(x + step sign(gradient), low), high)`, and how many rows have a gradient of zeros alone. */
  signStep(settings: SignStep): { readonly moved: tf.Tensor2D; readonly zeroRows: number };
  /**
   * For each row of x, the columns of its largest and of its `rank`-th largest value, side by side. Of equal values the
   * lower column ranks first; −1 stands where fewer than `rank` are above −∞.
   * @param rank - from 1 to the columns of x
   */
  rankRows(x: tf.Tensor2D, rank: number): Int32Array;
  /**
   * What a few rows of w change by: for each of `units`, `Σ x[row] + factor Σ x[~row] − decay w[unit]`, term after term in
   * float64, each rounded to float32.
   * @returns the changes, as many rows as there can be, of which those of `units` come first and no others are filled;
   * and the largest magnitude of a change before it is rounded
   * @throws RangeError for a row that x or w does not have, or for terms that there are not
   */
  changeRows(settings: RowChanges): { readonly changes: tf.Tensor2D; readonly largest: number };
  /**
   * `w[to] ← max(floor, w[to] + rate d)`, `p[to] ← sign(w[to])|w[to]|^exponent`, in float64 and rounded once.
   * @throws RangeError for a row that w or d does not have
   */
  stepRows(settings: RowStep): void;
  /** Patches of images, `[samples, height × width × channels]` → `[samples × rows × columns, size × size × channels]`. */
  patches(x: tf.Tensor2D, grid: WindowGrid): tf.Tensor2D;
  /** The adjoint of {@link VectorKernels.patches}. */
  sumPatches(p: tf.Tensor2D, grid: WindowGrid): tf.Tensor2D;
  /** Maximum or mean of each window, channel by channel. It has no gradient of its own. */
  pool(x: tf.Tensor2D, by: PoolBy, grid: WindowGrid): tf.Tensor2D;
  /** Gradient of {@link VectorKernels.pool} in x. */
  poolGradient(
    tensors: { readonly x: tf.Tensor2D; readonly y: tf.Tensor2D; readonly dy: tf.Tensor2D },
    by: PoolBy,
    grid: WindowGrid,
  ): tf.Tensor2D;
}

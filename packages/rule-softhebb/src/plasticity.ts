import { readInPlace, updateInPlace } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';

/** What the update of a batch, summed over its samples, is divided by. */
export type Scaling = 'largest' | 'samples';

/** The known values of {@link Scaling}. */
export const SCALINGS = ['largest', 'samples'] as const;

/** Settings of {@link softHebbStep}. */
export interface PlasticityOptions {
  /** η */
  readonly learningRate: number;
  /** Power q of {@link unitRate}. */
  readonly normPower: number;
  readonly scaling: Scaling;
  /** Whether weights are clipped at 0 afterwards. */
  readonly nonnegative: boolean;
}

/** What a layer learns from: the units' answers to a batch. */
export interface Answers {
  /** What the layer reads, `[batch, inputs]`. */
  readonly x: tf.Tensor2D;
  /** Currents `u = xWᵀ`, `[batch, units]`. */
  readonly u: tf.Tensor2D;
  /** Shares of the competition, `[batch, units]`. */
  readonly y: tf.Tensor2D;
}

/**
 * Units whose shares of a batch add up to less stay as they are: their change is lost in float32's rounding. In a sharp
 * competition these are nearly all units.
 */
const SMALLEST_SHARE = 1e-12;

/** An update whose largest entry is below this leaves the weights alone: the batch has nothing to learn from. */
const SMALLEST_CHANGE = 1e-30;

/**
 * One update of a hidden layer by SoftHebb, summed over the batch: `Δw_ik = η_k y_k (x_i − u_k w_ik)`. The sum is
 * divided by its largest entry or by the number of samples.
 *
 * `Σ_n y_nk x_ni` is a matrix product; the rest is one pass to measure and one to change, over the weights of units that
 * have a share of the batch, where tensor operations would take six over all.
 * @param kernel - W, `[units, inputs]`; changed in place
 */
export function softHebbStep(
  kernel: tf.Variable<tf.Rank.R2>,
  { x, u, y }: Answers,
  { learningRate, normPower, scaling, nonnegative }: PlasticityOptions,
): void {
  const [units, inputs] = kernel.shape;
  const potentiation = tf.matMul(y, x, true, false);
  updateInPlace([kernel], ([weights]) =>
    readInPlace([potentiation, u, y], ([toward, currents, shares]) => {
      const { away, learning } = tally(currents!, shares!, units);
      const layer: LayerViews = { weights: weights!, toward: toward!, away, inputs, learning };
      const { norms, largest } = measure(layer);
      if (largest < SMALLEST_CHANGE) return;
      const divisor = scaling === 'largest' ? largest : x.shape[0];
      const rates = norms.map((norm) => unitRate(learningRate, norm, normPower) / divisor);
      change(layer, rates, nonnegative ? 0 : -Infinity);
    }),
  );
  potentiation.dispose();
}

/**
 * A unit's own rate, which falls as its weights approach their attractor: `η_k = η |r_k − 1|^q`.
 * @param norm - `r_k = ‖w_k‖`
 * @param power - q; 0 for the same rate η everywhere
 */
export function unitRate(learningRate: number, norm: number, power: number): number {
  return learningRate * Math.abs(norm - 1) ** power;
}

/** A layer as the two passes see it: `ΔW_ki = toward_ki − away_k W_ki`, unit by unit. */
interface LayerViews {
  /** W, `[units, inputs]`. */
  readonly weights: Float32Array;
  /** `Σ_n y_nk x_ni`, `[units, inputs]`. */
  readonly toward: Float32Array;
  /** `Σ_n y_nk u_nk`, `[units]`. */
  readonly away: Float64Array;
  readonly inputs: number;
  /** Units that learn from this batch. */
  readonly learning: readonly number[];
}

/** What the units' answers, sample after sample, add up to. */
function tally(
  currents: Float32Array,
  shares: Float32Array,
  units: number,
): Pick<LayerViews, 'away' | 'learning'> {
  const away = new Float64Array(units);
  const total = new Float64Array(units);
  for (let at = 0; at < shares.length;) {
    for (let k = 0; k < units; k++, at++) {
      away[k]! += shares[at]! * currents[at]!;
      total[k]! += Math.abs(shares[at]!);
    }
  }
  const learning: number[] = [];
  total.forEach((share, k) => share > SMALLEST_SHARE && learning.push(k));
  return { away, learning };
}

/** `‖w_k‖` of each unit that learns, and the largest `|ΔW_ki|`. */
function measure({ weights, toward, away, inputs, learning }: LayerViews): {
  readonly norms: Float64Array;
  readonly largest: number;
} {
  const norms = new Float64Array(learning.length);
  let largest = 0;
  // No callback: a variable that one shares is many times slower here.
  for (let place = 0; place < learning.length; place++) {
    const start = learning[place]! * inputs;
    const factor = away[learning[place]!]!;
    let squares = 0;
    for (let at = start; at < start + inputs; at++) {
      const w = weights[at]!;
      squares += w * w;
      const magnitude = Math.abs(toward[at]! - factor * w);
      if (magnitude > largest) largest = magnitude;
    }
    norms[place] = Math.sqrt(squares);
  }
  return { norms, largest };
}

/** `w ← max(floor, w + rate_k ΔW_ki)` */
function change(
  { weights, toward, away, inputs, learning }: LayerViews,
  rates: Float64Array,
  floor: number,
): void {
  learning.forEach((k, place) => {
    const [rate, factor] = [rates[place]!, away[k]!];
    for (let at = k * inputs; at < (k + 1) * inputs; at++) {
      const w = weights[at]!;
      weights[at] = Math.max(floor, w + rate * (toward[at]! - factor * w));
    }
  });
}

import { learningUnits, type LearningUnits } from './learning-units.ts';
import { rankAll } from './ranking.ts';

/** A layer as the update sees it; kernels are `[units, inputs]`: a unit's weights lie side by side. */
export interface LayerViews {
  /** Weights W, changed in place. */
  readonly weights: Float32Array;
  /** `sign(W)|W|^(p−1)`, kept in step with the weights. */
  readonly powers: Float32Array;
  readonly inputs: number;
  readonly units: number;
}

/** A batch as the update sees it. */
export interface BatchViews {
  /** Inputs v, `[size, inputs]`. */
  readonly x: Float32Array;
  /** Currents `I = powers · v`, `[size, units]`. */
  readonly currents: Float32Array;
  readonly size: number;
}

/** Settings of one update. */
export interface UpdateOptions {
  readonly norm: number;
  readonly rank: number;
  readonly antiHebbian: number;
  /** Step size ε of this update. */
  readonly learningRate: number;
  /** Whether weights are clipped at 0. */
  readonly nonnegative: boolean;
}

/** Largest entries below this leave the weights alone: the batch has nothing to learn from. */
export const SMALLEST_CHANGE = 1e-30;

/**
 * One update of Krotov and Hopfield's rule, summed over the batch: `ΔW_μi = Σ_v g_μ (v_i − I_μ W_μi)` with g = 1 for
 * the unit with the largest current and −δ for the k-th largest; then `W ← W + ε ΔW / max|ΔW|`.
 *
 * Two units a sample learn, so only their rows are touched.
 */
export function sparseUpdate(layer: LayerViews, batch: BatchViews, options: UpdateOptions): void {
  const { currents, size } = batch;
  const ranked = rankAll(currents, size, layer.units, options.rank);
  const learning = learningUnits(ranked, currents, layer.units, options.antiHebbian);
  const delta = sumChanges(layer, batch, learning, options);
  const largest = finishChanges(layer, learning, delta);
  if (largest < SMALLEST_CHANGE) return;
  applyChanges(layer, learning, delta, options.learningRate / largest, options);
}

/** `Σ_v g_μ v_i` of the learning units, `[learning units, inputs]`. */
function sumChanges(
  { inputs }: LayerViews,
  { x, size }: BatchViews,
  { units, winner, runnerUp }: LearningUnits,
  { antiHebbian }: UpdateOptions,
): Float32Array {
  const delta = new Float32Array(units.length * inputs);
  for (let row = 0; row < size; row++) {
    const sample = rowOf(x, row, inputs);
    const toWinner = rowOf(delta, winner[row]!, inputs);
    const toRunnerUp = rowOf(delta, runnerUp[row]!, inputs);
    for (let i = 0; i < inputs; i++) {
      toWinner[i]! += sample[i]!;
      toRunnerUp[i]! -= antiHebbian * sample[i]!;
    }
  }
  return delta;
}

/**
 * Subtracts `W_μi Σ_v g_μ I_μ`.
 * @returns the largest magnitude of a change
 */
function finishChanges(
  { weights, inputs }: LayerViews,
  { units, decay }: LearningUnits,
  delta: Float32Array,
): number {
  let largest = 0;
  for (let place = 0; place < units.length; place++) {
    const w = rowOf(weights, units[place]!, inputs);
    const d = rowOf(delta, place, inputs);
    const factor = decay[place]!;
    for (let i = 0; i < inputs; i++) {
      const change = d[i]! - factor * w[i]!;
      d[i] = change;
      const magnitude = Math.abs(change);
      if (magnitude > largest) largest = magnitude;
    }
  }
  return largest;
}

function applyChanges(
  { weights, powers, inputs }: LayerViews,
  { units }: LearningUnits,
  delta: Float32Array,
  rate: number,
  { nonnegative, norm }: UpdateOptions,
): void {
  const floor = nonnegative ? 0 : -Infinity;
  for (let place = 0; place < units.length; place++) {
    const w = rowOf(weights, units[place]!, inputs);
    const power = rowOf(powers, units[place]!, inputs);
    const d = rowOf(delta, place, inputs);
    for (let i = 0; i < inputs; i++) {
      const changed = Math.max(floor, w[i]! + rate * d[i]!);
      w[i] = changed;
      power[i] = signedPower(changed, norm - 1);
    }
  }
}

function rowOf(matrix: Float32Array, row: number, columns: number): Float32Array {
  return matrix.subarray(row * columns, (row + 1) * columns);
}

/** `sign(w)|w|^exponent` */
export function signedPower(w: number, exponent: number): number {
  // The usual exponents without Math.pow, which is many times slower.
  if (exponent === 1) return w;
  if (exponent === 2) return w * Math.abs(w);
  if (exponent === 3) return w * w * w;
  return Math.sign(w) * Math.abs(w) ** exponent;
}

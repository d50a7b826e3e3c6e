import { rankUnits } from './ranking.ts';

/** A layer as the update sees it; kernels are `[inputs, units]`, row by row. */
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
  /** Currents `I = v · powers`, `[size, units]`. */
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
const SMALLEST_CHANGE = 1e-30;

/**
 * One update of Krotov and Hopfield's rule, summed over the batch: `ΔW_iμ = Σ_v g_μ (v_i − I_μ W_iμ)` with g = 1 for
 * the unit with the largest current and −δ for the k-th largest; then `W ← W + ε ΔW / max|ΔW|`.
 *
 * Two units a sample learn, so only their columns are touched.
 */
export function sparseUpdate(layer: LayerViews, batch: BatchViews, options: UpdateOptions): void {
  const changes = collectChanges(layer, batch, options);
  const largest = changes.delta.reduce((max, d) => Math.max(max, Math.abs(d)), 0);
  if (largest < SMALLEST_CHANGE) return;
  applyChanges(layer, changes, options.learningRate / largest, options);
}

interface Changes {
  /** Units that learn from this batch. */
  readonly learning: readonly number[];
  /** ΔW of these units, `[inputs, learning.length]`. */
  readonly delta: Float32Array;
}

function collectChanges(layer: LayerViews, batch: BatchViews, { rank, antiHebbian }: UpdateOptions): Changes {
  const { weights, inputs, units } = layer;
  const { x, currents, size } = batch;

  const columns = new Map<number, number>();
  const columnOf = (unit: number): number => {
    if (!columns.has(unit)) columns.set(unit, columns.size);
    return columns.get(unit)!;
  };
  // For each sample: the columns of its two learning units.
  const winner = new Int32Array(size);
  const runnerUp = new Int32Array(size);
  const decay: number[] = [];
  for (let row = 0; row < size; row++) {
    const best = rankUnits(currents, row, units, rank);
    winner[row] = columnOf(best.winner);
    runnerUp[row] = columnOf(best.runnerUp);
    decay[winner[row]!] = (decay[winner[row]!] ?? 0) + currents[row * units + best.winner]!;
    decay[runnerUp[row]!] =
      (decay[runnerUp[row]!] ?? 0) - antiHebbian * currents[row * units + best.runnerUp]!;
  }

  const learning = [...columns.keys()];
  const delta = new Float32Array(inputs * learning.length);
  // Inputs outermost: weights are visited in the order in which they lie in memory.
  for (let i = 0; i < inputs; i++) {
    const at = i * learning.length;
    for (let row = 0; row < size; row++) {
      const v = x[row * inputs + i]!;
      if (v === 0) continue;
      delta[at + winner[row]!]! += v;
      delta[at + runnerUp[row]!]! -= antiHebbian * v;
    }
    for (let c = 0; c < learning.length; c++)
      delta[at + c]! -= decay[c]! * weights[i * units + learning[c]!]!;
  }
  return { learning, delta };
}

function applyChanges(
  layer: LayerViews,
  { learning, delta }: Changes,
  rate: number,
  options: UpdateOptions,
): void {
  const { weights, powers, inputs, units } = layer;
  const floor = options.nonnegative ? 0 : -Infinity;
  for (let i = 0; i < inputs; i++) {
    for (let c = 0; c < learning.length; c++) {
      const at = i * units + learning[c]!;
      const w = Math.max(floor, weights[at]! + rate * delta[i * learning.length + c]!);
      weights[at] = w;
      powers[at] = signedPower(w, options.norm - 1);
    }
  }
}

/** `sign(w)|w|^exponent` */
export function signedPower(w: number, exponent: number): number {
  // The usual exponents without Math.pow, which is many times slower.
  if (exponent === 1) return w;
  if (exponent === 2) return w * Math.abs(w);
  if (exponent === 3) return w * w * w;
  return Math.sign(w) * Math.abs(w) ** exponent;
}

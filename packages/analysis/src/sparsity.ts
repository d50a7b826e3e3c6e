/** What a weight is measured against. */
export type Scale = 'maximum' | 'quantile-99.9';

/**
 * The largest magnitude, or the one below which 99.9 % of the weights that are not 0 lie, which a single outlier does not
 * move.
 * @returns 0 for weights that are all 0
 */
export function scaleOf(weights: Float32Array, scale: Scale): number {
  if (scale === 'maximum') return weights.reduce((max, w) => Math.max(max, Math.abs(w)), 0);
  const magnitudes = weights
    .filter((w) => w !== 0)
    .map(Math.abs)
    .toSorted();
  return magnitudes[Math.floor(0.999 * (magnitudes.length - 1))] ?? 0;
}

/**
 * Share of the weights whose magnitude is at most `threshold` times the scale, in [0, 1].
 * @param threshold - share of the scale; the paper's Fig. 3 takes 0.005 of the maximum
 */
export function sparsity(weights: Float32Array, threshold: number, scale: Scale = 'maximum'): number {
  if (weights.length === 0) return 0;
  const limit = threshold * scaleOf(weights, scale);
  let absent = 0;
  for (const w of weights) if (Math.abs(w) <= limit) absent++;
  return absent / weights.length;
}

/** Shares of connections that units have. */
export interface Connectivity {
  /** Mean over the units, in [0, 1]. */
  readonly mean: number;
  /** Standard deviation over the units. */
  readonly sd: number;
  /** Share of units without any connection. */
  readonly silent: number;
}

/**
 * How many of its inputs each unit is connected to: those whose weight is above `threshold` times the scale.
 * @param weights - `[units, inputs]`, row by row
 */
export function connectivity(
  weights: Float32Array,
  units: number,
  threshold: number,
  scale: Scale = 'maximum',
): Connectivity {
  const inputs = weights.length / units;
  const limit = threshold * scaleOf(weights, scale);
  const shares = Array.from({ length: units }, (_, unit) => {
    let connected = 0;
    for (let i = 0; i < inputs; i++) if (Math.abs(weights[unit * inputs + i]!) > limit) connected++;
    return connected / inputs;
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / units;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / units;
  return { mean, sd: Math.sqrt(variance), silent: shares.filter((share) => share === 0).length / units };
}

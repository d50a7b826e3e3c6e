import type { RowGain } from '@hebbench/engine';

/** Values that are gone through twice, part by part: rows of the same width, one after the other. Their signs do not count. */
export type Parts = () => Iterable<Float32Array>;

/** What equation (6) needs of magnitudes, and of their deviations from their mean; in float64. */
export interface Moments {
  readonly mean: number;
  readonly maximum: number;
  /** Standard deviation. */
  readonly sd: number;
  /** Mean magnitude of the deviations. */
  readonly spread: number;
}

/** Deviations below this share of the values themselves are rounding of float32. */
const NO_DEVIATION = 1e-6;

/**
 * Moments of the magnitudes of all parts.
 * @param size - 1, or the width of a row, each of whose values then has moments of its own
 */
export function momentsOf(parts: Parts, size: number): Moments[] {
  const [sums, maxima] = [new Float64Array(size), new Float64Array(size)];
  let values = 0;
  for (const part of parts()) {
    values += part.length;
    for (let at = 0; at < part.length; at += size)
      for (let i = 0; i < size; i++) {
        const value = Math.abs(part[at + i]!);
        sums[i]! += value;
        if (value > maxima[i]!) maxima[i] = value;
      }
  }
  const count = values / size;
  const means = sums.map((sum) => sum / count);
  const [squares, magnitudes] = [new Float64Array(size), new Float64Array(size)];
  for (const part of parts())
    for (let at = 0; at < part.length; at += size)
      for (let i = 0; i < size; i++) {
        const deviation = Math.abs(part[at + i]!) - means[i]!;
        squares[i]! += deviation * deviation;
        magnitudes[i]! += Math.abs(deviation);
      }
  return Array.from(means, (mean, i) => ({
    mean,
    maximum: maxima[i]!,
    sd: Math.sqrt(squares[i]! / count),
    spread: magnitudes[i]! / count,
  }));
}

/**
 * β/σ of equation (6), with the β that keeps what the gain says of the values that are normalised; 1 for values that were
 * all the same, which have no σ.
 */
export function factorOf({ mean, maximum, sd, spread }: Moments, gain: RowGain): number {
  const rms = Math.hypot(mean, sd);
  if (sd <= NO_DEVIATION * rms) return 1;
  switch (gain) {
    case 'one':
      return 1 / sd;
    case 'deviation':
      return 1;
    case 'length':
      return rms / sd;
    case 'maximum':
      return maximum / (maximum - mean);
    case 'mean':
      return mean / spread;
  }
}

import type { RandomStream } from '@hebbench/core';
import { bootstrapInterval } from './bootstrap.ts';
import type { WeightSample } from './sample.ts';

/** A valley between two peaks of a density, and how deep it is. */
export interface Valley {
  /** Weights at the lower peak, at the bottom and at the upper peak: the middles of bins. */
  readonly at: readonly [lower: number, bottom: number, upper: number];
  /**
   * How far the bottom lies below the lower of the two peaks, as a share of that one's density: from 1, where no weight
   * lies at the bottom, down to −1. Below 0 there is no valley.
   */
  readonly depth: number;
  /** 95 % interval of it, by a bootstrap over units; missing where there are too few of them. */
  readonly ci95?: readonly [low: number, high: number];
}

const BINS = 20;
/** Least share of the weights on either side of a valley: a bump of a few weights in a tail is no second peak. */
const LEAST_SHARE = 0.05;

/**
 * The deepest valley of the density of the weights (per weight, in bins of equal width in the logarithm) that has a
 * twentieth of the weights on both sides. The ends of the support may be peaks. Any histogram has its valleys by chance:
 * this one is looked for among half of the units, and its depth is that among the others.
 * @returns `undefined` where that half has none
 */
export function deepestValley({ low, units }: WeightSample, stream: RandomStream): Valley | undefined {
  const edges = Array.from({ length: BINS + 1 }, (_, i) => low ** (1 - i / BINS));
  const widths = edges.slice(1).map((edge, i) => edge - edges[i]!);
  const countsOf = (values: Float64Array): Float64Array => {
    const counts = new Float64Array(BINS);
    for (const x of values)
      counts[Math.min(BINS - 1, Math.floor(BINS * (1 - Math.log(x) / Math.log(low))))]!++;
    return counts;
  };
  const counted = units.map(countsOf);
  const found = valleyOf(total(counted.filter((_, unit) => unit % 2 === 0)), widths);
  if (!found) return undefined;
  const others = counted.filter((_, unit) => unit % 2 === 1);
  const depth = (chosen: readonly number[]): number =>
    depthAt(found, total(chosen.map((unit) => others[unit]!)), widths);
  const ci95 = bootstrapInterval(others.length, depth, stream);
  const middle = (bin: number): number => Math.sqrt(edges[bin]! * edges[bin + 1]!);
  return {
    at: [middle(found[0]), middle(found[1]), middle(found[2])],
    depth: depth(others.map((_, unit) => unit)),
    ...(ci95 && { ci95 }),
  };
}

/** Numbers of the bins of a valley. */
type Bins = readonly [lower: number, bottom: number, upper: number];

function valleyOf(counts: Float64Array, widths: readonly number[]): Bins | undefined {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const density = counts.map((count, bin) => count / widths[bin]!);
  let deepest: { readonly bins: Bins; readonly depth: number } | undefined;
  let below = 0;
  for (let bottom = 1; bottom < BINS - 1; bottom++) {
    below += counts[bottom - 1]!;
    const above = all - below - counts[bottom]!;
    if (Math.min(below, above) < LEAST_SHARE * all) continue;
    const bins = [highest(density, 0, bottom), bottom, highest(density, bottom + 1, BINS)] as const;
    const depth = depthAt(bins, counts, widths);
    if (depth > (deepest?.depth ?? 0)) deepest = { bins, depth };
  }
  return deepest?.bins;
}

function depthAt([lower, bottom, upper]: Bins, counts: Float64Array, widths: readonly number[]): number {
  const density = (bin: number): number => counts[bin]! / widths[bin]!;
  const peak = Math.min(density(lower), density(upper));
  const larger = Math.max(peak, density(bottom));
  return larger === 0 ? 0 : (peak - density(bottom)) / larger;
}

/** The number of the highest bin of [from, to). */
function highest(density: Float64Array, from: number, to: number): number {
  let best = from;
  for (let bin = from + 1; bin < to; bin++) if (density[bin]! > density[best]!) best = bin;
  return best;
}

function total(counted: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(BINS);
  for (const counts of counted) counts.forEach((count, bin) => (sum[bin]! += count));
  return sum;
}

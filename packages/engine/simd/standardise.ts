// AssemblyScript, part of kernels.ts. Equation (6) at what a layer reads: values of one sample, row by row, as deviations
// from their mean, times a factor of the row.

import { LANES, maxOfLanes, STRIDE, sumOfLanes } from './lanes';

/** Gains of {@link standardiseRows}; the order of `GAINS` in src/simd/standardise-kernels.ts. */
const ONE: i32 = 0;
const DEVIATION: i32 = 1;
const LENGTH: i32 = 2;
const MAXIMUM: i32 = 3;
const MEAN: i32 = 4;

/** Of the row that was measured last: what is subtracted, first one and then the other. */
let least: f32 = 0;
let rest: f32 = 0;
/** Mean, root mean square and largest value of x. */
let mean: f32 = 0;
let rms: f32 = 0;
let top: f32 = 0;
/** Of the deviations: root mean square, mean magnitude and largest value. */
let sd: f32 = 0;
let spread: f32 = 0;
let height: f32 = 0;

/**
 * Measures a row. Its least value is subtracted before the mean is taken: in a row of equal values the deviations are
 * then exactly 0, whatever the value.
 */
function measure(x: usize, count: i32, epsilon: f32): void {
  let lows = f32x4.splat(Infinity);
  let highs = f32x4.splat(-Infinity);
  let squares = f32x4.splat(0);
  let i: i32 = 0;
  let at = x;
  for (; i + LANES <= count; i += LANES, at += STRIDE) {
    const xi = v128.load(at);
    // One instruction each, where `min` and `max` are eight: NaN, which they may leave out, is in the mean below.
    lows = f32x4.pmin(lows, xi);
    highs = f32x4.pmax(highs, xi);
    squares = f32x4.add(squares, f32x4.mul(xi, xi));
  }
  // The smallest of lanes is the negative of the largest of their negatives.
  let low = -maxOfLanes(f32x4.neg(lows));
  let high = maxOfLanes(highs);
  let square = sumOfLanes(squares);
  for (; i < count; i++, at += 4) {
    const xi = load<f32>(at);
    low = Mathf.min(low, xi);
    high = Mathf.max(high, xi);
    square += xi * xi;
  }
  const n = <f32>count;
  const lowest = f32x4.splat(low);
  let sums = f32x4.splat(0);
  for (i = 0, at = x; i + LANES <= count; i += LANES, at += STRIDE) {
    sums = f32x4.add(sums, f32x4.sub(v128.load(at), lowest));
  }
  let sum = sumOfLanes(sums);
  for (; i < count; i++, at += 4) sum += load<f32>(at) - low;
  least = low;
  rest = sum / n;
  mean = low + rest;
  top = high;
  rms = Mathf.sqrt(square / n + epsilon * epsilon);
  const means = f32x4.splat(rest);
  let deviations = f32x4.splat(0);
  let magnitudes = f32x4.splat(0);
  for (i = 0, at = x; i + LANES <= count; i += LANES, at += STRIDE) {
    const d = f32x4.sub(f32x4.sub(v128.load(at), lowest), means);
    deviations = f32x4.add(deviations, f32x4.mul(d, d));
    magnitudes = f32x4.add(magnitudes, f32x4.abs(d));
  }
  let deviation = sumOfLanes(deviations);
  let magnitude = sumOfLanes(magnitudes);
  for (; i < count; i++, at += 4) {
    const d = load<f32>(at) - low - rest;
    deviation += d * d;
    magnitude += Mathf.abs(d);
  }
  sd = Mathf.sqrt(deviation / n + epsilon * epsilon);
  spread = magnitude / n;
  height = high - low - rest;
}

/** What the deviations of the row that was measured last are multiplied by. */
function factorOf(gain: i32, epsilon: f32): f32 {
  if (gain == DEVIATION) return 1;
  if (gain == LENGTH) return rms / sd;
  if (gain == MAXIMUM) return top / (height + epsilon);
  if (gain == MEAN) return mean / (spread + epsilon);
  return 1 / sd;
}

/** Row by row: `x̂ = γ (x − mean x)`, with the factor γ of a gain. */
export function standardiseRows(
  x: usize,
  out: usize,
  rows: i32,
  columns: i32,
  gain: i32,
  epsilon: f32,
): void {
  const width = <usize>columns * 4;
  for (let row: i32 = 0; row < rows; row++, x += width, out += width) {
    measure(x, columns, epsilon);
    const factor = factorOf(gain, epsilon);
    const factors = f32x4.splat(factor);
    const lowest = f32x4.splat(least);
    const means = f32x4.splat(rest);
    let i: i32 = 0;
    let at: usize = 0;
    for (; i + LANES <= columns; i += LANES, at += STRIDE) {
      const d = f32x4.sub(f32x4.sub(v128.load(x + at), lowest), means);
      v128.store(out + at, f32x4.mul(factors, d));
    }
    for (; i < columns; i++, at += 4) store<f32>(out + at, factor * (load<f32>(x + at) - least - rest));
  }
}

/**
 * Gradient of {@link standardiseRows}. With the deviations d and `P = Σ_j ∂x̂_j d_j`,
 * `∂d_i = γ ∂x̂_i + P ∂γ/∂d_i` and `∂x_i = ∂d_i − mean_j ∂d_j + P ∂γ/∂x_i`, where γ depends on d by its root mean
 * square, its mean magnitude or its largest value, and on x by one of these of x.
 */
export function standardiseRowsGradient(
  x: usize,
  g: usize,
  dx: usize,
  rows: i32,
  columns: i32,
  gain: i32,
  epsilon: f32,
): void {
  const n = <f32>columns;
  const zeros = f32x4.splat(0);
  const ones = f32x4.splat(1);
  const minusOnes = f32x4.splat(-1);
  const width = <usize>columns * 4;
  for (let row: i32 = 0; row < rows; row++, x += width, g += width, dx += width) {
    measure(x, columns, epsilon);
    const factor = factorOf(gain, epsilon);
    const lowest = f32x4.splat(least);
    const means = f32x4.splat(rest);
    let products = zeros;
    let i: i32 = 0;
    let at: usize = 0;
    for (; i + LANES <= columns; i += LANES, at += STRIDE) {
      const d = f32x4.sub(f32x4.sub(v128.load(x + at), lowest), means);
      products = f32x4.add(products, f32x4.mul(d, v128.load(g + at)));
    }
    let product = sumOfLanes(products);
    for (; i < columns; i++, at += 4) product += (load<f32>(x + at) - least - rest) * load<f32>(g + at);

    // P ∂γ/∂d_i = ofD d_i + [d_i = max d] ofHeight + sign(d_i) ofSign, P ∂γ/∂x_i = ofX x_i + [d_i = max d] ofTop + ofMean.
    let ofD: f32 = 0;
    let ofHeight: f32 = 0;
    let ofSign: f32 = 0;
    let ofX: f32 = 0;
    let ofTop: f32 = 0;
    let ofMean: f32 = 0;
    if (gain == ONE || gain == LENGTH) ofD = (-factor * (product / sd)) / (n * sd);
    if (gain == LENGTH) ofX = product / (n * rms * sd);
    if (gain == MAXIMUM) {
      ofHeight = (-factor * product) / (height + epsilon);
      ofTop = product / (height + epsilon);
    }
    if (gain == MEAN) {
      ofSign = (-factor * product) / (n * (spread + epsilon));
      ofMean = product / (n * (spread + epsilon));
    }
    const factors = f32x4.splat(factor);
    const ofDs = f32x4.splat(ofD);
    const ofHeights = f32x4.splat(ofHeight);
    const ofSigns = f32x4.splat(ofSign);
    const heights = f32x4.splat(height);
    let totals = zeros;
    for (i = 0, at = 0; i + LANES <= columns; i += LANES, at += STRIDE) {
      const d = f32x4.sub(f32x4.sub(v128.load(x + at), lowest), means);
      const sign = v128.or(v128.and(ones, f32x4.gt(d, zeros)), v128.and(minusOnes, f32x4.lt(d, zeros)));
      let each = f32x4.add(f32x4.mul(factors, v128.load(g + at)), f32x4.mul(ofDs, d));
      each = f32x4.add(each, f32x4.mul(ofSigns, sign));
      each = f32x4.add(each, v128.and(ofHeights, f32x4.eq(d, heights)));
      totals = f32x4.add(totals, each);
      v128.store(dx + at, each);
    }
    let total = sumOfLanes(totals);
    for (; i < columns; i++, at += 4) {
      const d = load<f32>(x + at) - least - rest;
      let each = factor * load<f32>(g + at) + ofD * d;
      each += d > 0 ? ofSign : d < 0 ? -ofSign : 0;
      if (d == height) each += ofHeight;
      total += each;
      store<f32>(dx + at, each);
    }
    const share = ofMean - total / n;
    const shares = f32x4.splat(share);
    const ofXs = f32x4.splat(ofX);
    const ofTops = f32x4.splat(ofTop);
    for (i = 0, at = 0; i + LANES <= columns; i += LANES, at += STRIDE) {
      const xi = v128.load(x + at);
      const d = f32x4.sub(f32x4.sub(xi, lowest), means);
      let each = f32x4.add(v128.load(dx + at), shares);
      each = f32x4.add(each, f32x4.mul(ofXs, xi));
      v128.store(dx + at, f32x4.add(each, v128.and(ofTops, f32x4.eq(d, heights))));
    }
    for (; i < columns; i++, at += 4) {
      const xi = load<f32>(x + at);
      let each = load<f32>(dx + at) + share + ofX * xi;
      if (xi - least - rest == height) each += ofTop;
      store<f32>(dx + at, each);
    }
  }
}

// AssemblyScript, part of kernels.ts. The gradient of equation (6) on a layer's currents: four rows side by side, as there.

import { LANES, notBelow, STRIDE, sumOfLanes } from './lanes';
import { mean0, mean1, mean2, mean3, measure, rowOf, ROWS, top0, top1, top2, top3 } from './normalise';

/** `Σ_j ∂z_j e_j` */
let product0: f32 = 0;
let product1: f32 = 0;
let product2: f32 = 0;
let product3: f32 = 0;
/** `Σ_j [e_j > 0] ∂e_j` */
let total0: f32 = 0;
let total1: f32 = 0;
let total2: f32 = 0;
let total3: f32 = 0;

/** Adds the products of responses and gradients, of which `toDz` is how far they lie behind the currents. */
function sumProducts(sum: f32, y: usize, toDz: usize, count: i32, mean: f32): f32 {
  for (let i: i32 = 0; i < count; i++, y += 4) {
    sum += Mathf.max(0, Mathf.abs(load<f32>(y)) - mean) * load<f32>(y + toDz);
  }
  return sum;
}

/** Products of four rows that have been measured. */
function multiply(y0: usize, y1: usize, y2: usize, y3: usize, toDz: usize, count: i32): void {
  const zeros = f32x4.splat(0);
  const means0 = f32x4.splat(mean0);
  const means1 = f32x4.splat(mean1);
  const means2 = f32x4.splat(mean2);
  const means3 = f32x4.splat(mean3);
  let products0 = zeros;
  let products1 = zeros;
  let products2 = zeros;
  let products3 = zeros;
  const whole = count & ~(LANES - 1);
  const end = <usize>whole * 4;
  for (let at: usize = 0; at < end; at += STRIDE) {
    const e0 = notBelow(zeros, f32x4.sub(f32x4.abs(v128.load(y0 + at)), means0));
    products0 = f32x4.add(products0, f32x4.mul(e0, v128.load(y0 + toDz + at)));
    const e1 = notBelow(zeros, f32x4.sub(f32x4.abs(v128.load(y1 + at)), means1));
    products1 = f32x4.add(products1, f32x4.mul(e1, v128.load(y1 + toDz + at)));
    const e2 = notBelow(zeros, f32x4.sub(f32x4.abs(v128.load(y2 + at)), means2));
    products2 = f32x4.add(products2, f32x4.mul(e2, v128.load(y2 + toDz + at)));
    const e3 = notBelow(zeros, f32x4.sub(f32x4.abs(v128.load(y3 + at)), means3));
    products3 = f32x4.add(products3, f32x4.mul(e3, v128.load(y3 + toDz + at)));
  }
  const rest = count - whole;
  product0 = sumProducts(sumOfLanes(products0), y0 + end, toDz, rest, mean0);
  product1 = sumProducts(sumOfLanes(products1), y1 + end, toDz, rest, mean1);
  product2 = sumProducts(sumOfLanes(products2), y2 + end, toDz, rest, mean2);
  product3 = sumProducts(sumOfLanes(products3), y3 + end, toDz, rest, mean3);
}

/** `[e > 0] ∂e` of four values, without the share of the mean. */
function slopes(y: usize, toDz: usize, means: v128, tops: v128, inverses: v128, ofTops: v128): v128 {
  const e = f32x4.sub(f32x4.abs(v128.load(y)), means);
  const d = f32x4.sub(f32x4.mul(v128.load(y + toDz), inverses), v128.and(ofTops, f32x4.eq(e, tops)));
  return v128.and(d, f32x4.gt(e, f32x4.splat(0)));
}

/** Goes on with the rest of a row: writes its slopes, and adds them up. */
function sumSlopes(
  sum: f32,
  y: usize,
  toDz: usize,
  toDy: usize,
  count: i32,
  mean: f32,
  top: f32,
  inverse: f32,
  ofTop: f32,
): f32 {
  for (let i: i32 = 0; i < count; i++, y += 4) {
    const e = Mathf.abs(load<f32>(y)) - mean;
    let d = load<f32>(y + toDz) * inverse;
    if (e == top) d -= ofTop;
    if (!(e > 0)) d = 0;
    sum += d;
    store<f32>(y + toDy, d);
  }
  return sum;
}

/** Writes the slopes of four rows whose products are known, and adds them up. */
function distribute(
  y0: usize,
  y1: usize,
  y2: usize,
  y3: usize,
  toDz: usize,
  toDy: usize,
  count: i32,
  epsilon: f32,
): void {
  const inverse0: f32 = 1 / (top0 + epsilon);
  const ofTop0: f32 = product0 * inverse0 * inverse0;
  const means0 = f32x4.splat(mean0);
  const tops0 = f32x4.splat(top0);
  const inverses0 = f32x4.splat(inverse0);
  const ofTops0 = f32x4.splat(ofTop0);
  let totals0 = f32x4.splat(0);
  const inverse1: f32 = 1 / (top1 + epsilon);
  const ofTop1: f32 = product1 * inverse1 * inverse1;
  const means1 = f32x4.splat(mean1);
  const tops1 = f32x4.splat(top1);
  const inverses1 = f32x4.splat(inverse1);
  const ofTops1 = f32x4.splat(ofTop1);
  let totals1 = f32x4.splat(0);
  const inverse2: f32 = 1 / (top2 + epsilon);
  const ofTop2: f32 = product2 * inverse2 * inverse2;
  const means2 = f32x4.splat(mean2);
  const tops2 = f32x4.splat(top2);
  const inverses2 = f32x4.splat(inverse2);
  const ofTops2 = f32x4.splat(ofTop2);
  let totals2 = f32x4.splat(0);
  const inverse3: f32 = 1 / (top3 + epsilon);
  const ofTop3: f32 = product3 * inverse3 * inverse3;
  const means3 = f32x4.splat(mean3);
  const tops3 = f32x4.splat(top3);
  const inverses3 = f32x4.splat(inverse3);
  const ofTops3 = f32x4.splat(ofTop3);
  let totals3 = f32x4.splat(0);
  const whole = count & ~(LANES - 1);
  const end = <usize>whole * 4;
  for (let at: usize = 0; at < end; at += STRIDE) {
    const d0 = slopes(y0 + at, toDz, means0, tops0, inverses0, ofTops0);
    totals0 = f32x4.add(totals0, d0);
    v128.store(y0 + toDy + at, d0);
    const d1 = slopes(y1 + at, toDz, means1, tops1, inverses1, ofTops1);
    totals1 = f32x4.add(totals1, d1);
    v128.store(y1 + toDy + at, d1);
    const d2 = slopes(y2 + at, toDz, means2, tops2, inverses2, ofTops2);
    totals2 = f32x4.add(totals2, d2);
    v128.store(y2 + toDy + at, d2);
    const d3 = slopes(y3 + at, toDz, means3, tops3, inverses3, ofTops3);
    totals3 = f32x4.add(totals3, d3);
    v128.store(y3 + toDy + at, d3);
  }
  const rest = count - whole;
  total0 = sumSlopes(sumOfLanes(totals0), y0 + end, toDz, toDy, rest, mean0, top0, inverse0, ofTop0);
  total1 = sumSlopes(sumOfLanes(totals1), y1 + end, toDz, toDy, rest, mean1, top1, inverse1, ofTop1);
  total2 = sumSlopes(sumOfLanes(totals2), y2 + end, toDz, toDy, rest, mean2, top2, inverse2, ofTop2);
  total3 = sumSlopes(sumOfLanes(totals3), y3 + end, toDz, toDy, rest, mean3, top3, inverse3, ofTop3);
}

/** Takes the share of the mean off the slopes of a row, and turns them by the sign of its currents. */
function finishRow(y: usize, dy: usize, count: i32, total: f32): void {
  const zeros = f32x4.splat(0);
  const ones = f32x4.splat(1);
  const minusOnes = f32x4.splat(-1);
  const share = total / <f32>count;
  const shares = f32x4.splat(share);
  let i: i32 = 0;
  for (; i + LANES <= count; i += LANES, y += STRIDE, dy += STRIDE) {
    const yi = v128.load(y);
    const sign = v128.or(v128.and(ones, f32x4.gt(yi, zeros)), v128.and(minusOnes, f32x4.lt(yi, zeros)));
    v128.store(dy, f32x4.mul(sign, f32x4.sub(v128.load(dy), shares)));
  }
  for (; i < count; i++, y += 4, dy += 4) {
    const yi = load<f32>(y);
    const sign: f32 = yi > 0 ? 1 : yi < 0 ? -1 : 0;
    store<f32>(dy, sign * (load<f32>(dy) - share));
  }
}

/**
 * Gradient of `normaliseRows`: with `s = max e + ε` and the share of the maximum in every division,
 * `∂e_i = ∂z_i/s − [e_i = max e] Σ_j ∂z_j e_j / s²`, `∂|y|_i = [e_i > 0] ∂e_i − mean_j [e_j > 0] ∂e_j`,
 * `∂y_i = sign(y_i) ∂|y|_i`.
 */
export function normaliseRowsGradient(
  y: usize,
  dz: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  epsilon: f32,
): void {
  const width = <usize>columns * 4;
  const toDz = dz - y;
  const toDy = dy - y;
  for (let left = rows; left > 0; left -= ROWS, y += ROWS * width) {
    const y1 = rowOf(y, width, 1, left);
    const y2 = rowOf(y, width, 2, left);
    const y3 = rowOf(y, width, 3, left);
    measure(y, y1, y2, y3, columns);
    multiply(y, y1, y2, y3, toDz, columns);
    distribute(y, y1, y2, y3, toDz, toDy, columns, epsilon);
    finishRow(y, y + toDy, columns, total0);
    if (left > 1) finishRow(y1, y1 + toDy, columns, total1);
    if (left > 2) finishRow(y2, y2 + toDy, columns, total2);
    if (left > 3) finishRow(y3, y3 + toDy, columns, total3);
  }
}

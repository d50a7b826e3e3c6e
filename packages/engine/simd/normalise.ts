// AssemblyScript, part of kernels.ts. Equation (6) on a layer's currents, row by row.
//
// Sums of float32 depend on their order, so that each row has its own, from its first value to its last. An addition waits
// for the one before it; four rows side by side keep the processor busy meanwhile, and leave every bit as it is.

import { LANES, maxOfLanes, notBelow, STRIDE, sumOfLanes } from './lanes';

export const ROWS: i32 = 4;

// Of the four rows in work. Module variables: a function has one result.
/** `mean |y|` */
export let mean0: f32 = 0;
export let mean1: f32 = 0;
export let mean2: f32 = 0;
export let mean3: f32 = 0;
/** `max e` */
export let top0: f32 = 0;
export let top1: f32 = 0;
export let top2: f32 = 0;
export let top3: f32 = 0;

/** Address of the k-th row of four; where there are fewer, the last one stands for those that are missing. */
export function rowOf(first: usize, width: usize, k: i32, left: i32): usize {
  return first + width * <usize>min(k, left - 1);
}

function sumMagnitudes(sum: f32, y: usize, count: i32): f32 {
  for (let i: i32 = 0; i < count; i++, y += 4) sum += Mathf.abs(load<f32>(y));
  return sum;
}

function maxMagnitude(top: f32, y: usize, count: i32): f32 {
  for (let i: i32 = 0; i < count; i++, y += 4) top = Mathf.max(top, Mathf.abs(load<f32>(y)));
  return top;
}

/**
 * Means and tops of four rows. As subtracting the mean keeps the order of values, the largest response is that of the
 * largest magnitude. NaN among magnitudes, which `pmax` may leave out, is in their mean, and so in the top.
 */
export function measure(y0: usize, y1: usize, y2: usize, y3: usize, count: i32): void {
  let sums0 = f32x4.splat(0);
  let sums1 = f32x4.splat(0);
  let sums2 = f32x4.splat(0);
  let sums3 = f32x4.splat(0);
  let tops0 = f32x4.splat(0);
  let tops1 = f32x4.splat(0);
  let tops2 = f32x4.splat(0);
  let tops3 = f32x4.splat(0);
  const whole = count & ~(LANES - 1);
  const end = <usize>whole * 4;
  for (let at: usize = 0; at < end; at += STRIDE) {
    const m0 = f32x4.abs(v128.load(y0 + at));
    const m1 = f32x4.abs(v128.load(y1 + at));
    const m2 = f32x4.abs(v128.load(y2 + at));
    const m3 = f32x4.abs(v128.load(y3 + at));
    sums0 = f32x4.add(sums0, m0);
    sums1 = f32x4.add(sums1, m1);
    sums2 = f32x4.add(sums2, m2);
    sums3 = f32x4.add(sums3, m3);
    tops0 = f32x4.pmax(tops0, m0);
    tops1 = f32x4.pmax(tops1, m1);
    tops2 = f32x4.pmax(tops2, m2);
    tops3 = f32x4.pmax(tops3, m3);
  }
  const rest = count - whole;
  const n = <f32>count;
  mean0 = sumMagnitudes(sumOfLanes(sums0), y0 + end, rest) / n;
  mean1 = sumMagnitudes(sumOfLanes(sums1), y1 + end, rest) / n;
  mean2 = sumMagnitudes(sumOfLanes(sums2), y2 + end, rest) / n;
  mean3 = sumMagnitudes(sumOfLanes(sums3), y3 + end, rest) / n;
  top0 = Mathf.max(0, maxMagnitude(maxOfLanes(tops0), y0 + end, rest) - mean0);
  top1 = Mathf.max(0, maxMagnitude(maxOfLanes(tops1), y1 + end, rest) - mean1);
  top2 = Mathf.max(0, maxMagnitude(maxOfLanes(tops2), y2 + end, rest) - mean2);
  top3 = Mathf.max(0, maxMagnitude(maxOfLanes(tops3), y3 + end, rest) - mean3);
}

function writeRow(y: usize, z: usize, count: i32, mean: f32, divisor: f32): void {
  const zeros = f32x4.splat(0);
  const means = f32x4.splat(mean);
  const divisors = f32x4.splat(divisor);
  let i: i32 = 0;
  for (; i + LANES <= count; i += LANES, y += STRIDE, z += STRIDE) {
    const e = notBelow(zeros, f32x4.sub(f32x4.abs(v128.load(y)), means));
    v128.store(z, f32x4.div(e, divisors));
  }
  for (; i < count; i++, y += 4, z += 4) {
    store<f32>(z, Mathf.max(0, Mathf.abs(load<f32>(y)) - mean) / divisor);
  }
}

/** Row by row: `e = relu(|y| − mean |y|)`, `z = e / (max e + ε)`. */
export function normaliseRows(y: usize, z: usize, rows: i32, columns: i32, epsilon: f32): void {
  const width = <usize>columns * 4;
  for (let left = rows; left > 0; left -= ROWS, y += ROWS * width, z += ROWS * width) {
    const y1 = rowOf(y, width, 1, left);
    const y2 = rowOf(y, width, 2, left);
    const y3 = rowOf(y, width, 3, left);
    measure(y, y1, y2, y3, columns);
    writeRow(y, z, columns, mean0, top0 + epsilon);
    if (left > 1) writeRow(y1, z + width, columns, mean1, top1 + epsilon);
    if (left > 2) writeRow(y2, z + 2 * width, columns, mean2, top2 + epsilon);
    if (left > 3) writeRow(y3, z + 3 * width, columns, mean3, top3 + epsilon);
  }
}

// AssemblyScript, part of kernels.ts. What follows a layer's currents where equation (6) acts on its inputs.

import { LANES, maxOfLanes, notBelow, STRIDE, sumOfLanes } from './lanes';

/** Row by row: `e = relu(y)`, `z = e / (max e + ε)`. */
export function rescaleRows(y: usize, z: usize, rows: i32, columns: i32, epsilon: f32): void {
  const zeros = f32x4.splat(0);
  const width = <usize>columns * 4;
  for (let row: i32 = 0; row < rows; row++, y += width, z += width) {
    const divisor = highest(y, columns) + epsilon;
    const divisors = f32x4.splat(divisor);
    let i: i32 = 0;
    let at: usize = 0;
    for (; i + LANES <= columns; i += LANES, at += STRIDE) {
      v128.store(z + at, f32x4.div(notBelow(zeros, v128.load(y + at)), divisors));
    }
    for (; i < columns; i++, at += 4) store<f32>(z + at, Mathf.max(0, load<f32>(y + at)) / divisor);
  }
}

/**
 * `max relu(y)`. Two vectors at a time, and by `pmax`, which is one instruction where `max` is eight: what it may leave out
 * is NaN, which is looked for beside it.
 */
function highest(y: usize, count: i32): f32 {
  let highs0 = f32x4.splat(0);
  let highs1 = highs0;
  let unordered = highs0;
  let i: i32 = 0;
  let at = y;
  for (; i + 2 * LANES <= count; i += 2 * LANES, at += 2 * STRIDE) {
    const first = v128.load(at);
    const second = v128.load(at, 16);
    highs0 = f32x4.pmax(highs0, first);
    highs1 = f32x4.pmax(highs1, second);
    // A sum is NaN where one of the two is, or where they are infinities of both signs: `max` then says what it is.
    const sum = f32x4.add(first, second);
    unordered = v128.or(unordered, f32x4.ne(sum, sum));
  }
  if (v128.any_true(unordered)) return highestOfAny(y, count);
  let high = maxOfLanes(f32x4.pmax(highs0, highs1));
  for (; i < count; i++, at += 4) high = Mathf.max(high, load<f32>(at));
  return high;
}

/** {@link highest} with NaN among the values. */
function highestOfAny(y: usize, count: i32): f32 {
  let high: f32 = 0;
  for (let i: i32 = 0; i < count; i++, y += 4) high = Mathf.max(high, load<f32>(y));
  return high;
}

/**
 * Gradient of {@link rescaleRows}: with `s = max e + ε`,
 * `∂y_i = [y_i > 0] (∂z_i/s − [e_i = max e] Σ_j ∂z_j e_j / s²)`.
 */
export function rescaleRowsGradient(
  y: usize,
  dz: usize,
  dy: usize,
  rows: i32,
  columns: i32,
  epsilon: f32,
): void {
  const zeros = f32x4.splat(0);
  const width = <usize>columns * 4;
  for (let row: i32 = 0; row < rows; row++, y += width, dz += width, dy += width) {
    const high = highest(y, columns);
    let products = zeros;
    let i: i32 = 0;
    let at: usize = 0;
    for (; i + LANES <= columns; i += LANES, at += STRIDE) {
      const e = notBelow(zeros, v128.load(y + at));
      products = f32x4.add(products, f32x4.mul(e, v128.load(dz + at)));
    }
    let product = sumOfLanes(products);
    for (; i < columns; i++, at += 4) product += Mathf.max(0, load<f32>(y + at)) * load<f32>(dz + at);
    const inverse: f32 = 1 / (high + epsilon);
    const ofTop: f32 = product * inverse * inverse;
    const inverses = f32x4.splat(inverse);
    const ofTops = f32x4.splat(ofTop);
    const highs = f32x4.splat(high);
    for (i = 0, at = 0; i + LANES <= columns; i += LANES, at += STRIDE) {
      const yi = v128.load(y + at);
      let d = f32x4.mul(v128.load(dz + at), inverses);
      d = f32x4.sub(d, v128.and(ofTops, f32x4.eq(yi, highs)));
      v128.store(dy + at, v128.and(d, f32x4.gt(yi, zeros)));
    }
    for (; i < columns; i++, at += 4) {
      const yi = load<f32>(y + at);
      let d = load<f32>(dz + at) * inverse;
      if (yi == high) d -= ofTop;
      store<f32>(dy + at, yi > 0 ? d : 0);
    }
  }
}

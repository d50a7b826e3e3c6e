// AssemblyScript. Vector kernels on the heap of TensorFlow.js's wasm backend, whose memory this module imports.
// Addresses are in bytes and need no alignment; counts are numbers of float32 values. `pnpm simd` compiles this file.

import { LANES, notBelow, STRIDE } from './lanes';

export { normaliseRows } from './normalise';
export { normaliseRowsGradient } from './normalise-gradient';
export { patches, sumPatches } from './patches';
export { pool, poolGradient } from './pool';
export { power, reluPower, reluPowerGradient } from './power';
export { rescaleRows, rescaleRowsGradient } from './rescale';
export { changeRows, rankRows, stepRow } from './rows';
export { standardiseRows, standardiseRowsGradient } from './standardise';

/** `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`, `w ← max(floor, w − rate m / (√(correct v) + ε))`. */
export function adam(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  count: i32,
  rate: f32,
  correct: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
  floor: f32,
  smallest: f32,
): void {
  const rates = f32x4.splat(rate);
  const corrects = f32x4.splat(correct);
  const beta1s = f32x4.splat(beta1);
  const rest1s = f32x4.splat(rest1);
  const beta2s = f32x4.splat(beta2);
  const rest2s = f32x4.splat(rest2);
  const epsilons = f32x4.splat(epsilon);
  const floors = f32x4.splat(floor);
  const smallests = f32x4.splat(smallest);
  let i: i32 = 0;
  // Two vectors at a time: the square roots and quotients of one go on while the other is read.
  for (; i + 2 * LANES <= count; i += 2 * LANES, w += 32, m += 32, v += 32, g += 32) {
    const g0 = v128.load(g);
    const g1 = v128.load(g, 16);
    let m0 = f32x4.add(f32x4.mul(beta1s, v128.load(m)), f32x4.mul(rest1s, g0));
    let m1 = f32x4.add(f32x4.mul(beta1s, v128.load(m, 16)), f32x4.mul(rest1s, g1));
    let v0 = f32x4.add(f32x4.mul(beta2s, v128.load(v)), f32x4.mul(rest2s, f32x4.mul(g0, g0)));
    let v1 = f32x4.add(f32x4.mul(beta2s, v128.load(v, 16)), f32x4.mul(rest2s, f32x4.mul(g1, g1)));
    // What is below is cut, not what is above kept: NaN is neither, and must not turn into 0.
    m0 = v128.andnot(m0, f32x4.lt(f32x4.abs(m0), smallests));
    m1 = v128.andnot(m1, f32x4.lt(f32x4.abs(m1), smallests));
    v0 = v128.andnot(v0, f32x4.lt(v0, smallests));
    v1 = v128.andnot(v1, f32x4.lt(v1, smallests));
    v128.store(m, m0);
    v128.store(m, m1, 16);
    v128.store(v, v0);
    v128.store(v, v1, 16);
    const step0 = f32x4.div(f32x4.mul(rates, m0), f32x4.add(f32x4.sqrt(f32x4.mul(corrects, v0)), epsilons));
    const step1 = f32x4.div(f32x4.mul(rates, m1), f32x4.add(f32x4.sqrt(f32x4.mul(corrects, v1)), epsilons));
    v128.store(w, notBelow(floors, f32x4.sub(v128.load(w), step0)));
    v128.store(w, notBelow(floors, f32x4.sub(v128.load(w, 16), step1)), 16);
  }
  for (; i < count; i++, w += 4, m += 4, v += 4, g += 4) {
    const gi = load<f32>(g);
    let mi = beta1 * load<f32>(m) + rest1 * gi;
    let vi = beta2 * load<f32>(v) + rest2 * (gi * gi);
    if (Mathf.abs(mi) < smallest) mi = 0;
    if (vi < smallest) vi = 0;
    store<f32>(m, mi);
    store<f32>(v, vi);
    const step = (rate * mi) / (Mathf.sqrt(correct * vi) + epsilon);
    store<f32>(w, Mathf.max(floor, load<f32>(w) - step));
  }
}

/** `w ← max(floor, w − rate g)` */
export function descend(w: usize, g: usize, count: i32, rate: f32, floor: f32): void {
  const rates = f32x4.splat(rate);
  const floors = f32x4.splat(floor);
  let i: i32 = 0;
  let at: usize = 0;
  for (; i + LANES <= count; i += LANES, at += STRIDE) {
    const step = f32x4.mul(rates, v128.load(g + at));
    v128.store(w + at, notBelow(floors, f32x4.sub(v128.load(w + at), step)));
  }
  for (; i < count; i++, at += 4) {
    store<f32>(w + at, Mathf.max(floor, load<f32>(w + at) - rate * load<f32>(g + at)));
  }
}

/** `w ← max(0, w)` */
export function clipAtZero(w: usize, count: i32): void {
  const zeros = f32x4.splat(0);
  let i: i32 = 0;
  for (; i + 2 * LANES <= count; i += 2 * LANES, w += 32) {
    const first = v128.load(w);
    const second = v128.load(w, 16);
    v128.store(w, v128.andnot(first, f32x4.le(first, zeros)));
    v128.store(w, v128.andnot(second, f32x4.le(second, zeros)), 16);
  }
  for (; i < count; i++, w += 4) store<f32>(w, Mathf.max(0, load<f32>(w)));
}

/**
 * A step of `step` along the sign of the gradient, kept between `low` and `high`:
 * `out = min(max(x + step sign(g), low), high)`.
 * @returns the number of rows whose gradient is zero throughout
 */
export function signStep(
  x: usize,
  g: usize,
  low: usize,
  high: usize,
  out: usize,
  rows: i32,
  columns: i32,
  step: f32,
): i32 {
  const zeros = f32x4.splat(0);
  const steps = f32x4.splat(step);
  const minusSteps = f32x4.splat(-step);
  let zeroRows: i32 = 0;
  let at: usize = 0;
  for (let row: i32 = 0; row < rows; row++) {
    let moving = zeros;
    let moves = false;
    let i: i32 = 0;
    for (; i + LANES <= columns; i += LANES, at += STRIDE) {
      const gi = v128.load(g + at);
      const up = f32x4.gt(gi, zeros);
      const down = f32x4.lt(gi, zeros);
      moving = v128.or(moving, v128.or(up, down));
      const change = v128.or(v128.and(steps, up), v128.and(minusSteps, down));
      const moved = f32x4.add(v128.load(x + at), change);
      // One instruction each, where `max` and `min` are eight; NaN in x stays, as the first operand does if neither is less.
      v128.store(out + at, f32x4.pmin(f32x4.pmax(moved, v128.load(low + at)), v128.load(high + at)));
    }
    for (; i < columns; i++, at += 4) {
      const gi = load<f32>(g + at);
      const change: f32 = gi > 0 ? step : gi < 0 ? -step : 0;
      if (gi != 0) moves = true;
      const moved = load<f32>(x + at) + change;
      store<f32>(out + at, Mathf.min(Mathf.max(moved, load<f32>(low + at)), load<f32>(high + at)));
    }
    if (!moves && !v128.any_true(moving)) zeroRows++;
  }
  return zeroRows;
}

/**
 * Turns bytes into `scale` times their value, in place: the bytes fill the last quarter of the floats' memory, so that
 * none is overwritten before it is read.
 */
export function expandBytes(buffer: usize, count: i32, scale: f32): void {
  const bytes = buffer + 3 * <usize>count;
  const scales = f32x4.splat(scale);
  let i: i32 = 0;
  let at = buffer;
  for (; i + 16 <= count; i += 16, at += 64) {
    const all = v128.load(bytes + <usize>i);
    const low = i16x8.extend_low_i8x16_u(all);
    const high = i16x8.extend_high_i8x16_u(all);
    v128.store(at, f32x4.mul(scales, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(low))));
    v128.store(at + 16, f32x4.mul(scales, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(low))));
    v128.store(at + 32, f32x4.mul(scales, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(high))));
    v128.store(at + 48, f32x4.mul(scales, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(high))));
  }
  for (; i < count; i++, at += 4) {
    const byte = load<u8>(bytes + <usize>i);
    store<f32>(at, scale * <f32>byte);
  }
}

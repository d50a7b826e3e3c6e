// AssemblyScript, part of kernels.ts. Kernels on single rows, for rules in which few units learn from a sample. They
// compute in float64 and round once, as host code does, so that both give the same bits.

const PAIR: usize = 8;
const ENTRY: usize = 8;

/** Puts a value into the entries from `best` to `last`, best first, if it is above the last one. */
function insert(best: usize, last: usize, value: f32, column: i32): void {
  if (!(value > load<f32>(last))) return;
  let place = last;
  for (; place > best && value > load<f32>(place - ENTRY); place -= ENTRY) {
    store<u64>(place, load<u64>(place - ENTRY));
  }
  store<f32>(place, value);
  store<i32>(place, column, 4);
}

/**
 * Finds the `rank` largest values of a row. Of equal ones the lower column ranks first; NaN ranks nowhere.
 * @param best - where they go, best first: for each, its value as float32 and its column as int32, or −1
 */
export function rankRow(x: usize, columns: i32, rank: i32, best: usize): void {
  const last = best + <usize>(rank - 1) * ENTRY;
  for (let place = best; place <= last; place += ENTRY) {
    store<f32>(place, -Infinity);
    store<i32>(place, -1, 4);
  }
  // Nearly all values are below the last of the best: that test, on sixteen at once, is all they cost.
  let leasts = f32x4.splat(-Infinity);
  let i: i32 = 0;
  let at = x;
  for (; i + 16 <= columns; i += 16, at += 64) {
    const above = v128.or(
      v128.or(f32x4.gt(v128.load(at), leasts), f32x4.gt(v128.load(at, 16), leasts)),
      v128.or(f32x4.gt(v128.load(at, 32), leasts), f32x4.gt(v128.load(at, 48), leasts)),
    );
    if (!v128.any_true(above)) continue;
    for (let j: i32 = 0; j < 16; j++) insert(best, last, load<f32>(at + <usize>j * 4), i + j);
    leasts = f32x4.splat(load<f32>(last));
  }
  for (; i < columns; i++, at += 4) insert(best, last, load<f32>(at), i);
}

function wide(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

function narrow(at: usize, x: v128): void {
  v128.store64_lane(at, f32x4.demote_f64x2_zero(x), 0);
}

/**
 * `y ← y + factor x`
 * @returns the largest magnitude of y before it is rounded; NaN counts as none
 */
export function addRow(y: usize, x: usize, count: i32, factor: f64): f64 {
  const factors = f64x2.splat(factor);
  let tops = f64x2.splat(0);
  let i: i32 = 0;
  let at: usize = 0;
  for (; i + 2 <= count; i += 2, at += PAIR) {
    const sums = f64x2.add(wide(y + at), f64x2.mul(factors, wide(x + at)));
    tops = f64x2.pmax(tops, f64x2.abs(sums));
    narrow(y + at, sums);
  }
  let top = f64x2.extract_lane(tops, 0);
  if (f64x2.extract_lane(tops, 1) > top) top = f64x2.extract_lane(tops, 1);
  if (i < count) {
    const sum = <f64>load<f32>(y + at) + factor * <f64>load<f32>(x + at);
    if (Math.abs(sum) > top) top = Math.abs(sum);
    store<f32>(y + at, <f32>sum);
  }
  return top;
}

/** `w ← max(floor, w + rate d)`, `p ← sign(w)|w|^exponent` for the exponents 1, 2 and 3. */
export function stepRow(
  w: usize,
  p: usize,
  d: usize,
  count: i32,
  rate: f64,
  floor: f64,
  exponent: i32,
): void {
  const rates = f64x2.splat(rate);
  const floors = f64x2.splat(floor);
  let i: i32 = 0;
  let at: usize = 0;
  for (; i + 2 <= count; i += 2, at += PAIR) {
    const changed = f64x2.max(floors, f64x2.add(wide(w + at), f64x2.mul(rates, wide(d + at))));
    narrow(w + at, changed);
    if (exponent == 1) narrow(p + at, changed);
    else if (exponent == 2) narrow(p + at, f64x2.mul(changed, f64x2.abs(changed)));
    else narrow(p + at, f64x2.mul(f64x2.mul(changed, changed), changed));
  }
  if (i < count) {
    const changed = Math.max(floor, <f64>load<f32>(w + at) + rate * <f64>load<f32>(d + at));
    store<f32>(w + at, <f32>changed);
    const power =
      exponent == 1 ? changed : exponent == 2 ? changed * Math.abs(changed) : changed * changed * changed;
    store<f32>(p + at, <f32>power);
  }
}

// AssemblyScript, part of kernels.ts. Kernels on single rows, for rules in which few units learn from a sample. They
// compute in float64 and round once, as host code does, so that both give the same bits.

import { LANES, STRIDE } from './lanes';

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

/** Finds the `rank` largest values of a row, best first; −1 is the column of what there is not. */
function rankRow(x: usize, columns: i32, rank: i32, best: usize): void {
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
    const first = f32x4.gt(v128.load(at), leasts);
    const second = f32x4.gt(v128.load(at, 16), leasts);
    const third = f32x4.gt(v128.load(at, 32), leasts);
    const fourth = f32x4.gt(v128.load(at, 48), leasts);
    if (!v128.any_true(v128.or(v128.or(first, second), v128.or(third, fourth)))) continue;
    let above = i32x4.bitmask(first) | (i32x4.bitmask(second) << 4);
    above |= (i32x4.bitmask(third) << 8) | (i32x4.bitmask(fourth) << 12);
    for (; above != 0; above &= above - 1) {
      const j = ctz(above);
      insert(best, last, load<f32>(at + <usize>j * 4), i + j);
    }
    leasts = f32x4.splat(load<f32>(last));
  }
  for (; i < columns; i++, at += 4) insert(best, last, load<f32>(at), i);
}

/**
 * Finds the largest and the `rank`-th largest value of each row. Of equal ones the lower column ranks first; NaN ranks
 * nowhere.
 * @param best - room for `rank` pairs of a value and its column
 * @param ranked - where the two columns of each row go, side by side
 */
export function rankRows(x: usize, rows: i32, columns: i32, rank: i32, best: usize, ranked: usize): void {
  const last = best + <usize>(rank - 1) * ENTRY;
  for (let row: i32 = 0; row < rows; row++, x += <usize>columns * 4, ranked += 8) {
    rankRow(x, columns, rank, best);
    store<i32>(ranked, load<i32>(best, 4));
    store<i32>(ranked, load<i32>(last, 4), 4);
  }
}

function wide(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

function narrow(at: usize, x: v128): void {
  v128.store64_lane(at, f32x4.demote_f64x2_zero(x), 0);
}

/** `y ← y + x`: a sum of two float32 in float64, rounded once, is their sum in float32. */
function add(y: usize, x: usize, count: i32): void {
  let i: i32 = 0;
  for (; i + LANES <= count; i += LANES, x += STRIDE, y += STRIDE) {
    v128.store(y, f32x4.add(v128.load(y), v128.load(x)));
  }
  for (; i < count; i++, x += 4, y += 4) store<f32>(y, load<f32>(y) + load<f32>(x));
}

/** `y ← y + factor x` */
function addTimes(y: usize, x: usize, count: i32, factor: f64): void {
  const factors = f64x2.splat(factor);
  let i: i32 = 0;
  for (; i + LANES <= count; i += LANES, x += STRIDE, y += STRIDE) {
    narrow(y, f64x2.add(wide(y), f64x2.mul(factors, wide(x))));
    narrow(y + PAIR, f64x2.add(wide(y + PAIR), f64x2.mul(factors, wide(x + PAIR))));
  }
  for (; i < count; i++, x += 4, y += 4) {
    store<f32>(y, <f32>(<f64>load<f32>(y) + factor * <f64>load<f32>(x)));
  }
}

/**
 * `y ← y + factor x`
 * @returns the largest magnitude of y before it is rounded; NaN counts as none
 */
function addLast(y: usize, x: usize, count: i32, factor: f64): f64 {
  const factors = f64x2.splat(factor);
  let tops = f64x2.splat(0);
  let others = f64x2.splat(0);
  let i: i32 = 0;
  for (; i + LANES <= count; i += LANES, x += STRIDE, y += STRIDE) {
    const low = f64x2.add(wide(y), f64x2.mul(factors, wide(x)));
    const high = f64x2.add(wide(y + PAIR), f64x2.mul(factors, wide(x + PAIR)));
    tops = f64x2.pmax(tops, f64x2.abs(low));
    others = f64x2.pmax(others, f64x2.abs(high));
    narrow(y, low);
    narrow(y + PAIR, high);
  }
  tops = f64x2.pmax(tops, others);
  let top = f64x2.extract_lane(tops, 0);
  if (f64x2.extract_lane(tops, 1) > top) top = f64x2.extract_lane(tops, 1);
  for (; i < count; i++, x += 4, y += 4) {
    const sum = <f64>load<f32>(y) + factor * <f64>load<f32>(x);
    if (Math.abs(sum) > top) top = Math.abs(sum);
    store<f32>(y, <f32>sum);
  }
  return top;
}

/**
 * Changes of some units' weights, one row for each place: the sum of its terms, one after the other, minus `decay` times
 * its unit's weights.
 * @param terms - numbers of rows of x; the complement `~row` stands for a row that counts `factor` times
 * @param starts - where each place's terms begin in `terms`, and where the last one's end
 * @returns the largest magnitude of a change before it is rounded
 */
export function changeRows(
  d: usize,
  x: usize,
  w: usize,
  places: i32,
  columns: i32,
  decay: usize,
  units: usize,
  starts: usize,
  terms: usize,
  factor: f64,
): f64 {
  const width = <usize>columns * 4;
  let largest: f64 = 0;
  for (let place: i32 = 0; place < places; place++, d += width, decay += 8, units += 4, starts += 4) {
    // A row at a time: it stays in the processor's nearest cache until it is done.
    memory.fill(d, 0, width);
    const end = load<i32>(starts, 4);
    for (let i = load<i32>(starts); i < end; i++) {
      const row = load<i32>(terms + <usize>i * 4);
      if (row >= 0) add(d, x + <usize>row * width, columns);
      else addTimes(d, x + <usize>~row * width, columns, factor);
    }
    const top = addLast(d, w + <usize>load<i32>(units) * width, columns, -load<f64>(decay));
    if (top > largest) largest = top;
  }
  return largest;
}

/** The power of two weights, for the exponents 1, 2 and 3. */
function powerOf(w: v128, exponent: i32): v128 {
  if (exponent == 1) return w;
  return f64x2.mul(exponent == 2 ? w : f64x2.mul(w, w), exponent == 2 ? f64x2.abs(w) : w);
}

/** `max(floor, x)` in fewer instructions; NaN stays. */
function notBelow(floors: v128, x: v128): v128 {
  return v128.bitselect(floors, x, f64x2.le(x, floors));
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
  for (; i + LANES <= count; i += LANES, w += STRIDE, p += STRIDE, d += STRIDE) {
    const low = notBelow(floors, f64x2.add(wide(w), f64x2.mul(rates, wide(d))));
    const high = notBelow(floors, f64x2.add(wide(w + PAIR), f64x2.mul(rates, wide(d + PAIR))));
    narrow(w, low);
    narrow(w + PAIR, high);
    narrow(p, powerOf(low, exponent));
    narrow(p + PAIR, powerOf(high, exponent));
  }
  for (; i < count; i++, w += 4, p += 4, d += 4) {
    const changed = Math.max(floor, <f64>load<f32>(w) + rate * <f64>load<f32>(d));
    store<f32>(w, <f32>changed);
    const power =
      exponent == 1 ? changed : exponent == 2 ? changed * Math.abs(changed) : changed * changed * changed;
    store<f32>(p, <f32>power);
  }
}

// AssemblyScript, part of kernels.ts. Powers of nonnegative numbers.

import { LANES } from './lanes';

// Least and largest positive float32 that is neither denormal nor infinite, as bits: from the first on, so many.
const LEAST_NORMAL: i32 = 0x00800000;
const NORMALS: i32 = 0x7f000000;

// Where the tables begin that follow: of log₂, 16 pairs `1/c, log₂ c`; of 2^x, 32 numbers; then constants. These are loaded
// where they are used, which takes a little less time than to write them out.
const EXP_TABLE: usize = 16 * 16;
const LOG_0: usize = EXP_TABLE + 32 * 8;
const LOG_1: usize = LOG_0 + 8;
const LOG_2: usize = LOG_1 + 8;
const LOG_3: usize = LOG_2 + 8;
const LOG_4: usize = LOG_3 + 8;
const SHIFT: usize = LOG_4 + 8;
const EXP_0: usize = SHIFT + 8;
const EXP_1: usize = EXP_0 + 8;
const EXP_2: usize = EXP_1 + 8;
const ONE: usize = EXP_2 + 8;
const LEAST_EXPONENT: usize = ONE + 8;
const LARGEST_EXPONENT: usize = LEAST_EXPONENT + 8;

/**
 * `log₂ x` of two float32, by their mantissas in the lower lanes, their exponents, and where the parts of the octave that
 * they are in begin in the table.
 */
function log2Of(mantissas: v128, exponents: v128, part0: usize, part1: usize, tables: usize): v128 {
  const first = v128.load(tables + part0);
  const second = v128.load(tables + part1);
  const inverse = v128.shuffle<f64>(first, second, 0, 2);
  const logarithm = v128.shuffle<f64>(first, second, 1, 3);
  const z = f64x2.promote_low_f32x4(mantissas);
  const r = f64x2.sub(f64x2.mul(z, inverse), v128.load64_splat(tables, ONE));
  const start = f64x2.add(logarithm, f64x2.convert_low_i32x4_s(exponents));
  const y = f64x2.add(f64x2.mul(v128.load64_splat(tables, LOG_0), r), v128.load64_splat(tables, LOG_1));
  const p = f64x2.add(f64x2.mul(v128.load64_splat(tables, LOG_2), r), v128.load64_splat(tables, LOG_3));
  const q = f64x2.add(f64x2.mul(v128.load64_splat(tables, LOG_4), r), start);
  const square = f64x2.mul(r, r);
  return f64x2.add(f64x2.mul(y, f64x2.mul(square, square)), f64x2.add(q, f64x2.mul(p, square)));
}

/** `2^x` as two float32 in the lower lanes; 0 where it is below all of them. */
function exp2Of(x: v128, tables: usize): v128 {
  const shift = v128.load64_splat(tables, SHIFT);
  const moved = f64x2.add(x, shift);
  const r = f64x2.sub(x, f64x2.sub(moved, shift));
  const first = <usize>(i64x2.extract_lane(moved, 0) & 31);
  const second = <usize>(i64x2.extract_lane(moved, 1) & 31);
  const table = tables + EXP_TABLE;
  const powers = v128.load64_lane(table + (second << 3), v128.load64_zero(table + (first << 3)), 1);
  const scale = i64x2.add(powers, i64x2.shl(moved, 47));
  const z = f64x2.add(f64x2.mul(v128.load64_splat(tables, EXP_0), r), v128.load64_splat(tables, EXP_1));
  const slope = f64x2.add(f64x2.mul(v128.load64_splat(tables, EXP_2), r), v128.load64_splat(tables, ONE));
  const y = f64x2.add(slope, f64x2.mul(z, f64x2.mul(r, r)));
  const none = f64x2.le(x, v128.load64_splat(tables, LEAST_EXPONENT));
  return f32x4.demote_f64x2_zero(v128.andnot(f64x2.mul(y, scale), none));
}

/** Whether a vector that was raised had a value that there is no case for: the result is of no use then. */
let failed = false;

/**
 * Four powers. There is a case for 0, positive normal numbers, and powers that are finite.
 * @param none - which values are 0
 */
function raise(values: v128, none: v128, exponents: v128, tables: usize): v128 {
  const bits = v128.bitselect(f32x4.splat(1), values, none);
  const moved = i32x4.sub(bits, i32x4.splat(0x3f330000));
  const top = v128.and(moved, i32x4.splat(0xff800000));
  const mantissas = i32x4.sub(bits, top);
  const octaves = i32x4.shr_s(top, 23);
  // Pairs of the table have 16 bytes: 16 times the next four bits.
  const parts = v128.and(i32x4.shr_u(moved, 15), i32x4.splat(240));
  const low = f64x2.mul(
    exponents,
    log2Of(mantissas, octaves, i32x4.extract_lane(parts, 0), i32x4.extract_lane(parts, 1), tables),
  );
  const high = f64x2.mul(
    exponents,
    log2Of(
      v128.shuffle<i64>(mantissas, mantissas, 1, 1),
      v128.shuffle<i64>(octaves, octaves, 1, 1),
      i32x4.extract_lane(parts, 2),
      i32x4.extract_lane(parts, 3),
      tables,
    ),
  );
  const highest = v128.load64_splat(tables, LARGEST_EXPONENT);
  const normal = i32x4.lt_u(i32x4.sub(values, i32x4.splat(LEAST_NORMAL)), i32x4.splat(NORMALS));
  if (
    !i32x4.all_true(v128.or(none, normal)) ||
    v128.any_true(v128.or(f64x2.gt(low, highest), f64x2.gt(high, highest)))
  )
    failed = true;
  return v128.andnot(v128.shuffle<i64>(exp2Of(low, tables), exp2Of(high, tables), 0, 2), none);
}

/**
 * `z = x^exponent`, to the bit as C's `powf` of the musl library, which the wasm backend calls value by value: its sums
 * in float64, in the same order, two at a time.
 * @param exponent - above 0 and finite
 * @param tables - of the logarithm and the exponential
 * @returns whether all x are 0 or positive normal numbers with powers that are finite; if not, z is of no use
 */
export function power(x: usize, z: usize, count: i32, exponent: f32, tables: usize): bool {
  if (count < LANES) return false;
  const exponents = f64x2.splat(<f64>exponent);
  failed = false;
  for (let i: i32 = 0; i < count; i += LANES) {
    // The last ones once more where the count is no multiple of the lanes.
    const at = <usize>(i + LANES <= count ? i : count - LANES) * 4;
    const values = v128.load(x + at);
    const none = i32x4.eq(values, i32x4.splat(0));
    v128.store(z + at, i32x4.all_true(none) ? values : raise(values, none, exponents, tables));
    if (failed) return false;
  }
  return true;
}

/**
 * `z = relu(x)^exponent` in one pass, with the bits of {@link power} after a ReLU.
 * @returns whether all positive x are normal numbers with powers that are finite; if not, z is of no use
 */
export function reluPower(x: usize, z: usize, count: i32, exponent: f32, tables: usize): bool {
  if (count < LANES) return false;
  const zeros = f32x4.splat(0);
  const exponents = f64x2.splat(<f64>exponent);
  failed = false;
  for (let i: i32 = 0; i < count; i += LANES) {
    const at = <usize>(i + LANES <= count ? i : count - LANES) * 4;
    const read = v128.load(x + at);
    // NaN is not below: there is no case for it.
    const none = f32x4.le(read, zeros);
    v128.store(
      z + at,
      i32x4.all_true(none) ? zeros : raise(v128.andnot(read, none), none, exponents, tables),
    );
    if (failed) return false;
  }
  return true;
}

/**
 * Gradient of {@link reluPower} with exponent `slope`, with the bits of its parts one after the other:
 * `∂x = (∂z (slope relu(x)^(slope − 1))) [x > 0]`.
 * @param less - `slope − 1`, above 0
 * @returns as {@link reluPower}, of powers with exponent `less`
 */
export function reluPowerGradient(
  x: usize,
  dz: usize,
  dx: usize,
  count: i32,
  slope: f32,
  less: f32,
  tables: usize,
): bool {
  if (count < LANES) return false;
  const zeros = f32x4.splat(0);
  const ones = f32x4.splat(1);
  const slopes = f32x4.splat(slope);
  const exponents = f64x2.splat(<f64>less);
  failed = false;
  for (let i: i32 = 0; i < count; i += LANES) {
    const at = <usize>(i + LANES <= count ? i : count - LANES) * 4;
    const read = v128.load(x + at);
    const none = f32x4.le(read, zeros);
    const powers = i32x4.all_true(none) ? zeros : raise(v128.andnot(read, none), none, exponents, tables);
    if (failed) return false;
    const steps = v128.andnot(ones, none);
    const products = f32x4.mul(v128.load(dz + at), f32x4.mul(slopes, powers));
    v128.store(dx + at, f32x4.mul(products, steps));
  }
  return true;
}

// AssemblyScript, part of kernels.ts. Powers of nonnegative numbers.
/* oxlint-disable eslint/no-loss-of-precision -- AssemblyScript reads these literals as 64-bit integers: the bits of float64 */

import { LANES } from './lanes';

// Least and largest positive float32 that is neither denormal nor infinite, as bits: from the first on, so many.
const LEAST_NORMAL: i32 = 0x00800000;
const NORMALS: i32 = 0x7f000000;

/** Where the tables begin that follow: of log₂, 16 pairs `1/c, log₂ c`; of 2^x, 32 numbers. */
const EXP_TABLE: usize = 16 * 16;

/** `log₂ x` of two float32, given as bits in the lower lanes. */
function log2Of(bits: v128, tables: usize): v128 {
  const moved = i32x4.sub(bits, i32x4.splat(0x3f330000));
  const top = v128.and(moved, i32x4.splat(0xff800000));
  const places = v128.and(i32x4.shr_u(moved, 19), i32x4.splat(15));
  const first = v128.load(tables + ((<usize>i32x4.extract_lane(places, 0)) << 4));
  const second = v128.load(tables + ((<usize>i32x4.extract_lane(places, 1)) << 4));
  const inverse = v128.shuffle<f64>(first, second, 0, 2);
  const logarithm = v128.shuffle<f64>(first, second, 1, 3);
  const z = f64x2.promote_low_f32x4(i32x4.sub(bits, top));
  const r = f64x2.sub(f64x2.mul(z, inverse), f64x2.splat(1));
  const start = f64x2.add(logarithm, f64x2.convert_low_i32x4_s(i32x4.shr_s(top, 23)));
  const a0 = f64x2.splat(reinterpret<f64>(0x3fd27616c9496e0b));
  const a1 = f64x2.splat(reinterpret<f64>(0xbfd71969a075c67a));
  const a2 = f64x2.splat(reinterpret<f64>(0x3fdec70a6ca7badd));
  const a3 = f64x2.splat(reinterpret<f64>(0xbfe7154748bef6c8));
  const a4 = f64x2.splat(reinterpret<f64>(0x3ff71547652ab82b));
  const y = f64x2.add(f64x2.mul(a0, r), a1);
  const p = f64x2.add(f64x2.mul(a2, r), a3);
  const q = f64x2.add(f64x2.mul(a4, r), start);
  const square = f64x2.mul(r, r);
  return f64x2.add(f64x2.mul(y, f64x2.mul(square, square)), f64x2.add(q, f64x2.mul(p, square)));
}

/** `2^x` as two float32 in the lower lanes; 0 where it is below all of them. */
function exp2Of(x: v128, tables: usize): v128 {
  const shift = f64x2.splat(reinterpret<f64>(0x4338000000000000) / 32);
  const moved = f64x2.add(x, shift);
  const r = f64x2.sub(x, f64x2.sub(moved, shift));
  const first = <usize>(i64x2.extract_lane(moved, 0) & 31);
  const second = <usize>(i64x2.extract_lane(moved, 1) & 31);
  const table = tables + EXP_TABLE;
  const powers = i64x2.replace_lane(
    i64x2.splat(load<i64>(table + (first << 3))),
    1,
    load<i64>(table + (second << 3)),
  );
  const scale = i64x2.add(powers, i64x2.shl(moved, 47));
  const c0 = f64x2.splat(reinterpret<f64>(0x3fac6af84b912394));
  const c1 = f64x2.splat(reinterpret<f64>(0x3fcebfce50fac4f3));
  const c2 = f64x2.splat(reinterpret<f64>(0x3fe62e42ff0c52d6));
  const z = f64x2.add(f64x2.mul(c0, r), c1);
  const y = f64x2.add(f64x2.add(f64x2.mul(c2, r), f64x2.splat(1)), f64x2.mul(z, f64x2.mul(r, r)));
  return f32x4.demote_f64x2_zero(v128.andnot(f64x2.mul(y, scale), f64x2.le(x, f64x2.splat(-150))));
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
  const least = i32x4.splat(LEAST_NORMAL);
  const normals = i32x4.splat(NORMALS);
  const ones = f32x4.splat(1);
  const exponents = f64x2.splat(<f64>exponent);
  const highest = f64x2.splat(reinterpret<f64>(0x405fffffffd1d571));
  let i: i32 = 0;
  for (; i < count; i += LANES) {
    // The last ones once more where the count is no multiple of the lanes.
    const at = <usize>(i + LANES <= count ? i : count - LANES) * 4;
    const values = v128.load(x + at);
    const none = i32x4.eq(values, i32x4.splat(0));
    if (i32x4.all_true(none)) {
      v128.store(z + at, values);
      continue;
    }
    if (!i32x4.all_true(v128.or(none, i32x4.lt_u(i32x4.sub(values, least), normals)))) return false;
    const bits = v128.bitselect(ones, values, none);
    const low = f64x2.mul(exponents, log2Of(bits, tables));
    const high = f64x2.mul(exponents, log2Of(v128.shuffle<i32>(bits, bits, 2, 3, 2, 3), tables));
    if (v128.any_true(v128.or(f64x2.gt(low, highest), f64x2.gt(high, highest)))) return false;
    const powers = v128.shuffle<i64>(exp2Of(low, tables), exp2Of(high, tables), 0, 2);
    v128.store(z + at, v128.andnot(powers, none));
  }
  return true;
}

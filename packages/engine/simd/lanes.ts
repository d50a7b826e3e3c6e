// AssemblyScript, part of kernels.ts. Vectors of four float32 values.

export const LANES: i32 = 4;
export const STRIDE: usize = 16;

export function sumOfLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

export function maxOfLanes(x: v128): f32 {
  return Mathf.max(
    Mathf.max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    Mathf.max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/** `max(floor, x)` in fewer instructions; NaN stays. */
export function notBelow(floors: v128, x: v128): v128 {
  return v128.bitselect(floors, x, f32x4.le(x, floors));
}

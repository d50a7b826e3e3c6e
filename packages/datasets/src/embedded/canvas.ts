import type { RandomStream } from '@hebbench/core';

/** A point of a drawing; both coordinates run from −1 to 1 over the image. */
export type Point = readonly [x: number, y: number];

/** A linear map and a shift: `[a, b, c, d, dx, dy]` takes (x, y) to (ax + by + dx, cx + dy + dy). */
export type Affine = readonly [number, number, number, number, number, number];

/** A number from U[low, high). */
export function between(stream: RandomStream, low: number, high: number): number {
  return low + (high - low) * stream.uniform();
}

/**
 * A random rotation, scaling, shear and shift. Rotations are by rational sines and cosines, so that every platform
 * computes the same bits.
 * @param turn - largest half-angle tangent
 */
export function randomAffine(
  stream: RandomStream,
  {
    turn,
    scale,
    shear,
    shift,
  }: { turn: number; scale: readonly [number, number]; shear: number; shift: number },
): Affine {
  const t = between(stream, -turn, turn);
  const cos = (1 - t * t) / (1 + t * t);
  const sin = (2 * t) / (1 + t * t);
  const [sx, sy] = [between(stream, ...scale), between(stream, ...scale)];
  const slant = between(stream, -shear, shear);
  return [
    sx * cos,
    -sy * (sin - slant * cos),
    sx * sin,
    sy * (cos + slant * sin),
    between(stream, -shift, shift),
    between(stream, -shift, shift),
  ];
}

/** Applies an affine map. */
export function transform([a, b, c, d, dx, dy]: Affine, [x, y]: Point): Point {
  return [a * x + b * y + dx, c * x + d * y + dy];
}

/** Squared distance of the point (px, py) from the line segment from (ax, ay) to (bx, by). */
export function squaredDistance(
  px: number,
  py: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length));
  const ex = px - ax - t * dx;
  const ey = py - ay - t * dy;
  return ex * ex + ey * ey;
}

/** Rounds a brightness in [0, 1] to a byte; what is outside is clipped. */
export function toByte(brightness: number): number {
  return Math.min(255, Math.max(0, Math.round(255 * brightness)));
}

/** The circle around the origin, as a closed polygon of unit radius, from rational points. */
export const CIRCLE: readonly Point[] = [0, 1, 2, 3].flatMap((quarter) =>
  [0, 1, 2].map((step): Point => {
    const t = step / 3;
    const [x, y] = [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)];
    const turned: readonly Point[] = [
      [x, y],
      [-y, x],
      [-x, -y],
      [y, -x],
    ];
    return turned[quarter]!;
  }),
);

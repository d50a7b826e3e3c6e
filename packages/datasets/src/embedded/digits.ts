import type { RandomStream } from '@hebbench/core';
import type { Splits } from '../definition.ts';
import { between, CIRCLE, randomAffine, squaredDistance, toByte, transform, type Point } from './canvas.ts';
import { drawSplits } from './draw.ts';

const SIDE = 28;

/** A stretch of the circle, scaled and shifted. Points 0, 3, 6, 9 of the circle look right, down, left, up. */
function arc([cx, cy]: Point, [rx, ry]: Point, from: number, to: number): Point[] {
  return Array.from({ length: to - from + 1 }, (_, i): Point => {
    const [x, y] = CIRCLE[(from + i) % CIRCLE.length]!;
    return [cx + rx * x, cy + ry * y];
  });
}

/** The strokes of each digit; y grows downwards. */
const STROKES: readonly (readonly (readonly Point[])[])[] = [
  [arc([0, 0], [0.5, 0.85], 0, 12)],
  [
    [
      [-0.25, -0.5],
      [0.1, -0.85],
      [0.1, 0.85],
    ],
  ],
  [[...arc([0, -0.4], [0.5, 0.45], 6, 12), [-0.5, 0.85], [0.55, 0.85]]],
  [arc([0, -0.42], [0.45, 0.42], 6, 15), arc([0, 0.42], [0.5, 0.44], 9, 18)],
  [
    [
      [0.2, 0.85],
      [0.2, -0.85],
      [-0.5, 0.3],
      [0.55, 0.3],
    ],
  ],
  [[[0.5, -0.85], [-0.4, -0.85], [-0.45, -0.1], ...arc([0, 0.35], [0.5, 0.48], 8, 18)]],
  [
    [
      [0.35, -0.85],
      [-0.3, -0.2],
      [-0.5, 0.4],
    ],
    arc([0, 0.4], [0.5, 0.45], 0, 12),
  ],
  [
    [
      [-0.5, -0.85],
      [0.5, -0.85],
      [-0.1, 0.85],
    ],
  ],
  [arc([0, -0.42], [0.42, 0.42], 0, 12), arc([0, 0.42], [0.5, 0.44], 0, 12)],
  [
    arc([0, -0.35], [0.48, 0.48], 0, 12),
    [
      [0.48, -0.35],
      [0.3, 0.85],
    ],
  ],
];

/** Stroke digits, 28 × 28: the stand-in for MNIST. */
export function drawDigits(): Splits {
  return drawSplits('digits', { height: SIDE, width: SIDE, channels: 1 }, STROKES.length, drawDigit);
}

function drawDigit(label: number, stream: RandomStream, out: Uint8Array): void {
  const affine = randomAffine(stream, { turn: 0.16, scale: [0.55, 0.9], shear: 0.25, shift: 0.16 });
  const strokes = STROKES[label]!.map((stroke) =>
    stroke.map(([x, y]) =>
      transform(affine, [x + between(stream, -0.09, 0.09), y + between(stream, -0.09, 0.09)]),
    ),
  );
  const segments = Float64Array.from(
    strokes.flatMap((stroke) => stroke.slice(1).flatMap((to, i) => [...stroke[i]!, ...to])),
  );
  const width = between(stream, 0.05, 0.13);
  const ink = between(stream, 0.7, 1);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const distance = Math.sqrt(nearest((2 * column + 1) / SIDE - 1, (2 * row + 1) / SIDE - 1, segments));
      const brightness = ink * Math.min(1, Math.max(0, 1 - (distance - width) / 0.08));
      out[row * SIDE + column] = toByte(brightness + (brightness > 0 ? between(stream, -0.12, 0.12) : 0));
    }
  }
}

/**
 * Squared distance of a point from the nearest segment.
 * @param segments - four numbers each: the coordinates of both ends
 */
function nearest(x: number, y: number, segments: Float64Array): number {
  let best = Infinity;
  for (let i = 0; i < segments.length; i += 4) {
    const distance = squaredDistance(
      x,
      y,
      segments[i]!,
      segments[i + 1]!,
      segments[i + 2]!,
      segments[i + 3]!,
    );
    if (distance < best) best = distance;
  }
  return best;
}

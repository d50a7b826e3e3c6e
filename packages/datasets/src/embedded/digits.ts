import type { Splits } from '../definition.ts';
import { CIRCLE, type Point } from './canvas.ts';
import { drawStrokes, type Glyph } from './strokes.ts';

/** A stretch of the circle, scaled and shifted. Points 0, 3, 6, 9 of the circle look right, down, left, up. */
function arc([cx, cy]: Point, [rx, ry]: Point, from: number, to: number): Point[] {
  return Array.from({ length: to - from + 1 }, (_, i): Point => {
    const [x, y] = CIRCLE[(from + i) % CIRCLE.length]!;
    return [cx + rx * x, cy + ry * y];
  });
}

const GLYPHS: readonly Glyph[] = [
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
  return drawStrokes('digits', GLYPHS);
}

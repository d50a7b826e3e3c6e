import type { RandomStream } from '@hebbench/core';
import type { Splits } from '../definition.ts';
import { between, randomAffine, squaredDistance, toByte, transform, type Point } from './canvas.ts';
import { drawSplits } from './draw.ts';

/** The strokes of a sign; y grows downwards. */
export type Glyph = readonly (readonly Point[])[];

const SIDE = 28;
/** Over how far ink fades at the edge of a stroke. */
const SOFT_EDGE = 0.08;

/** Handwritten signs, 28 × 28: one glyph a class, each image with a hand and a pen of its own. */
export function drawStrokes(name: string, glyphs: readonly Glyph[]): Splits {
  return drawSplits(name, { height: SIDE, width: SIDE, channels: 1 }, glyphs.length, (label, stream, out) =>
    drawGlyph(glyphs[label]!, stream, out),
  );
}

function drawGlyph(glyph: Glyph, stream: RandomStream, out: Uint8Array): void {
  const affine = randomAffine(stream, { turn: 0.16, scale: [0.55, 0.9], shear: 0.25, shift: 0.16 });
  const strokes = glyph.map((stroke) =>
    stroke.map(([x, y]) =>
      transform(affine, [x + between(stream, -0.09, 0.09), y + between(stream, -0.09, 0.09)]),
    ),
  );
  const width = between(stream, 0.05, 0.13);
  const ink = between(stream, 0.7, 1);
  nearest.fill(Infinity);
  let [first, last] = [SIDE, 0];
  for (const stroke of strokes) {
    for (let i = 1; i < stroke.length; i++) {
      const [top, bottom] = lookAround(stroke[i - 1]!, stroke[i]!, width + SOFT_EDGE);
      first = Math.min(first, top);
      last = Math.max(last, bottom);
    }
  }
  for (let at = first * SIDE; at < (last + 1) * SIDE; at++) {
    const squared = nearest[at]!;
    if (squared === Infinity) continue;
    const brightness = ink * Math.min(1, Math.max(0, 1 - (Math.sqrt(squared) - width) / SOFT_EDGE));
    if (brightness > 0) out[at] = toByte(brightness + between(stream, -0.12, 0.12));
  }
}

/** Where the pixels of a row or a column are: in their middles. */
const MIDDLES = Float64Array.from({ length: SIDE }, (_, i) => (2 * i + 1) / SIDE - 1);

/**
 * Squared distance of each pixel of one image from the nearest segment, as far as it is within reach; one array for all, as
 * thousands are drawn. A pixel further away may have any larger number: most pixels of a digit are far from most of its
 * segments, and are not looked at.
 */
const nearest = new Float64Array(SIDE * SIDE);

/**
 * Holds the pixels around a segment against it.
 * @returns the first and the last row that it has looked at
 */
function lookAround([ax, ay]: Point, [bx, by]: Point, reach: number): readonly [top: number, bottom: number] {
  const firstRow = pixelBefore(Math.min(ay, by) - reach);
  const lastRow = pixelAfter(Math.max(ay, by) + reach);
  const firstColumn = pixelBefore(Math.min(ax, bx) - reach);
  const lastColumn = pixelAfter(Math.max(ax, bx) + reach);
  for (let row = firstRow; row <= lastRow; row++) {
    const y = MIDDLES[row]!;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const distance = squaredDistance(MIDDLES[column]!, y, ax, ay, bx, by);
      const at = row * SIDE + column;
      if (distance < nearest[at]!) nearest[at] = distance;
    }
  }
  return [firstRow, lastRow];
}

/** First pixel from a coordinate on, and one more: rounding leaves none out. */
function pixelBefore(x: number): number {
  return Math.max(0, Math.floor(pixelAt(x)));
}

/** Last pixel up to a coordinate, and one more. */
function pixelAfter(x: number): number {
  return Math.min(SIDE - 1, Math.ceil(pixelAt(x)));
}

function pixelAt(x: number): number {
  return (SIDE * (x + 1) - 1) / 2;
}

import type { RandomStream } from '@hebbench/core';
import type { Splits } from '../definition.ts';
import { between, randomAffine, toByte, transform, type Affine, type Point } from './canvas.ts';
import { drawSplits } from './draw.ts';

const SIDE = 32;

/** Whether a point belongs to a figure of the class; the figure's own coordinates run from −1 to 1. */
const FIGURES: readonly ((point: Point) => boolean)[] = [
  ([x, y]) => x * x + y * y < 0.7,
  ([x, y]) => x * x + y * y < 0.85 && x * x + y * y > 0.3,
  ([x, y]) => Math.max(Math.abs(x), Math.abs(y)) < 0.75,
  ([x, y]) => Math.max(Math.abs(x), Math.abs(y)) < 0.85 && Math.max(Math.abs(x), Math.abs(y)) > 0.5,
  ([x, y]) => Math.min(Math.abs(x), Math.abs(y)) < 0.25 && Math.max(Math.abs(x), Math.abs(y)) < 0.95,
  ([x, y]) => Math.abs(Math.abs(x) - Math.abs(y)) < 0.3 && Math.max(Math.abs(x), Math.abs(y)) < 0.85,
  ([x, y]) => y < 0.75 && y > -0.8 + 1.9 * Math.abs(x),
  ([x, y]) => Math.abs(x) < 0.9 && Math.abs(y) < 0.9 && stripe(y),
  ([x, y]) => Math.abs(x) < 0.9 && Math.abs(y) < 0.9 && stripe(x),
  ([x, y]) => Math.abs(x) < 0.9 && Math.abs(y) < 0.9 && stripe(x) !== stripe(y),
];

/** Bands of equal width, 2½ to a unit of length. */
function stripe(x: number): boolean {
  return Math.floor(2.5 * (x + 4)) % 2 === 0;
}

/** Coloured figures on cluttered grounds, 32 × 32: the stand-in for CIFAR-10. Colour says nothing about the class. */
export function drawPictures(): Splits {
  return drawSplits('pictures', { height: SIDE, width: SIDE, channels: 3 }, FIGURES.length, drawPicture);
}

function drawPicture(label: number, stream: RandomStream, out: Uint8Array): void {
  // Figures are brighter than their ground on average, but not in every channel.
  const ground = randomColour(stream, 0, 0.8);
  const colour = randomColour(stream, 0.2, 1);
  const blobs = Array.from({ length: 2 }, () => ({
    ...randomBlob(stream),
    colour: randomColour(stream, 0, 1),
  }));
  // The drawing maps the image to the figure's coordinates: a scale of 1.5 draws it at two thirds of its size.
  const toFigure: Affine = randomAffine(stream, { turn: 0.06, scale: [1.1, 1.6], shear: 0.1, shift: 0.25 });
  const noise = between(stream, 0.02, 0.08);
  const inside = FIGURES[label]!;
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const point: Point = [(2 * column + 1) / SIDE - 1, (2 * row + 1) / SIDE - 1];
      const blob = blobs.find(
        ({ x, y, radius }) => (point[0] - x) ** 2 + (point[1] - y) ** 2 < radius * radius,
      );
      const base = inside(transform(toFigure, point)) ? colour : (blob?.colour ?? ground);
      const at = 3 * (row * SIDE + column);
      for (let channel = 0; channel < 3; channel++) {
        out[at + channel] = toByte(base[channel]! + between(stream, -noise, noise));
      }
    }
  }
}

/** A colour with each channel from U[low, high). */
function randomColour(stream: RandomStream, low: number, high: number): readonly number[] {
  return [between(stream, low, high), between(stream, low, high), between(stream, low, high)];
}

function randomBlob(stream: RandomStream): { x: number; y: number; radius: number } {
  return { x: between(stream, -1, 1), y: between(stream, -1, 1), radius: between(stream, 0.1, 0.35) };
}

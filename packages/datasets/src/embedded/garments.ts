import type { RandomStream } from '@hebbench/core';
import type { Splits } from '../definition.ts';
import { between, randomAffine, toByte, transform } from './canvas.ts';
import { drawSplits } from './draw.ts';

const SIDE = 28;

/** A rectangle of cloth: its left, upper, right and lower edge; y grows downwards. */
type Patch = readonly [left: number, top: number, right: number, bottom: number];

const GARMENTS: readonly (readonly Patch[])[] = [
  // T-shirt, trouser, pullover, dress, coat
  [
    [-0.45, -0.7, 0.45, 0.8],
    [-0.9, -0.7, 0.9, -0.3],
  ],
  [
    [-0.4, -0.9, -0.05, 0.95],
    [0.05, -0.9, 0.4, 0.95],
    [-0.4, -0.9, 0.4, -0.5],
  ],
  [
    [-0.45, -0.7, 0.45, 0.8],
    [-0.9, -0.7, -0.55, 0.7],
    [0.55, -0.7, 0.9, 0.7],
    [-0.9, -0.7, 0.9, -0.45],
  ],
  [
    [-0.25, -0.9, 0.25, 0.1],
    [-0.5, 0.1, 0.5, 0.95],
  ],
  [
    [-0.5, -0.9, -0.06, 0.95],
    [0.06, -0.9, 0.5, 0.95],
    [-0.9, -0.9, -0.6, 0.6],
    [0.6, -0.9, 0.9, 0.6],
  ],
  // Sandal, shirt, sneaker, bag, ankle boot
  [
    [-0.9, 0.4, 0.9, 0.6],
    [-0.5, 0, -0.3, 0.4],
    [0.2, 0, 0.4, 0.4],
  ],
  [
    [-0.4, -0.7, 0.4, 0.9],
    [-0.75, -0.7, 0.75, 0.05],
  ],
  [
    [-0.9, 0.1, 0.9, 0.6],
    [-0.9, -0.1, -0.1, 0.1],
  ],
  [
    [-0.8, -0.2, 0.8, 0.8],
    [-0.5, -0.8, -0.35, -0.2],
    [0.35, -0.8, 0.5, -0.2],
    [-0.5, -0.8, 0.5, -0.65],
  ],
  [
    [-0.7, -0.8, 0, 0.7],
    [-0.7, 0.2, 0.9, 0.7],
  ],
];

/** Clothes cut from rectangles, 28 × 28: the stand-in for Fashion-MNIST. */
export function drawGarments(): Splits {
  return drawSplits('garments', { height: SIDE, width: SIDE, channels: 1 }, GARMENTS.length, drawGarment);
}

function drawGarment(label: number, stream: RandomStream, out: Uint8Array): void {
  const toCloth = randomAffine(stream, { turn: 0.06, scale: [1, 1.3], shear: 0.08, shift: 0.12 });
  const cloth = between(stream, 0.35, 0.95);
  const weave = between(stream, 0.02, 0.15);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const [x, y] = transform(toCloth, [(2 * column + 1) / SIDE - 1, (2 * row + 1) / SIDE - 1]);
      const covered = GARMENTS[label]!.some(
        ([left, top, right, bottom]) => x >= left && x < right && y >= top && y < bottom,
      );
      const texture = between(stream, -weave, weave);
      out[row * SIDE + column] = covered ? toByte(cloth + texture) : 0;
    }
  }
}

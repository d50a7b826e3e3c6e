import type { DatasetKind, ImageShape } from '@hebbench/core';

/** Values up to this count as empty ground: scans are seldom quite black. */
const DARK = 16;

/** Of the values of drawings, a third at least; MNIST has 80 %, Fashion-MNIST 50 %, CIFAR-10 2 %. */
const LEAST_GROUND = 1 / 3;

/**
 * What images are, by how much of them is dark: drawings in one channel on an empty ground are short vectors, and what is
 * bright almost everywhere, drawings on white paper too, is as long as photographs are.
 */
export function kindOf(pixels: Uint8Array, { channels }: ImageShape): DatasetKind {
  let dark = 0;
  for (const value of pixels) if (value <= DARK) dark++;
  return channels === 1 && dark >= LEAST_GROUND * pixels.length ? 'drawing' : 'photograph';
}

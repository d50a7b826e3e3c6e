import type { ImageShape } from '@hebbench/core';
import { convertIndexedToRgb, decode } from 'fast-png';
import { corruptFile } from './corrupt.ts';
import { readWhole } from './read-file.ts';

/** A picture as bytes, channels last. */
export interface Picture {
  readonly shape: ImageShape;
  readonly pixels: Uint8Array;
}

/**
 * Reads a PNG file: grey or colours, with or without transparency, which then is a channel like the others. Palettes
 * become colours, 16 bits a channel the upper 8.
 * @throws `DATA_CORRUPT`
 */
export function readPng(file: string): Picture {
  const bytes = readWhole(file);
  try {
    const picture = decode(bytes, { checkCrc: true });
    const { height, width, depth } = picture;
    if (picture.palette) {
      const channels = picture.palette[0]!.length;
      return { shape: { height, width, channels }, pixels: Uint8Array.from(convertIndexedToRgb(picture)) };
    }
    const { channels, data } = picture;
    const shape = { height, width, channels };
    if (depth === 16) return { shape, pixels: Uint8Array.from(data, (value) => value >> 8) };
    if (depth === 8) return { shape, pixels: Uint8Array.from(data) };
    return { shape, pixels: unpackBits(data, shape, depth) };
  } catch (cause) {
    // Reading behind the end is all that the decoder notices of one.
    const got = cause instanceof RangeError ? 'a file that is cut off' : (cause as Error).message;
    throw corruptFile(file, got, 'a PNG file', 'save the picture again', cause);
  }
}

/** Grey values of 1, 2 or 4 bits, each row from a byte of its own on. */
function unpackBits(data: ArrayLike<number>, { height, width }: ImageShape, depth: number): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  const white = 2 ** depth - 1;
  return Uint8Array.from({ length: height * width }, (_, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    const bit = column * depth;
    const byte = data[row * rowBytes + (bit >> 3)]!;
    return (255 * ((byte >> (8 - depth - (bit & 7))) & white)) / white;
  });
}

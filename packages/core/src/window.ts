import type { ImageShape } from './dataset.ts';

/** Whether a window stays within the image, or may begin and end beyond its edges. */
export type Padding = 'valid' | 'same';

/** A square window that goes over an image: of a convolution's kernel, or of pooling. */
export interface Window {
  /** Pixels along each side. */
  readonly size: number;
  /** Pixels from one position to the next, in both directions. */
  readonly stride: number;
  /**
   * `valid`: positions at which the whole window lies on the image, ⌊(n − size)/stride⌋ + 1 along a side of n pixels.
   * `same`: ⌈n/stride⌉, with as many pixels missing on both sides of the image, or one more at its end.
   */
  readonly padding: Padding;
}

/** Where a window goes on an image. */
export interface WindowPlaces {
  /** Positions from top to bottom; below 1 if the window does not fit. */
  readonly rows: number;
  /** Positions from left to right; below 1 if the window does not fit. */
  readonly columns: number;
  /** Pixels that are missing above the image at the first position. */
  readonly top: number;
  /** Pixels that are missing to the left of the image at the first position. */
  readonly left: number;
}

/** The positions of a window on an image. */
export function windowPlaces(
  { height, width }: Pick<ImageShape, 'height' | 'width'>,
  window: Window,
): WindowPlaces {
  const [rows, top] = placesAlong(height, window);
  const [columns, left] = placesAlong(width, window);
  return { rows, columns, top, left };
}

/** Positions along one side, and pixels missing before the first. */
function placesAlong(length: number, { size, stride, padding }: Window): [places: number, before: number] {
  if (padding === 'valid') return [Math.floor((length - size) / stride) + 1, 0];
  const places = Math.ceil(length / stride);
  return [places, Math.floor(Math.max(0, (places - 1) * stride + size - length) / 2)];
}

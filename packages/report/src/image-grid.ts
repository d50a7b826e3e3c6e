import { encode } from 'fast-png';

/** Images to lay out side by side. */
export interface ImageGrid {
  /** Height and width of an image in pixels, and 1 (grey) or 3 (red, green, blue) channels. */
  readonly shape: { readonly height: number; readonly width: number; readonly channels: number };
  /** Image after image, row by row, channels last; 0 … 255. */
  readonly pixels: Uint8Array;
  readonly columns: number;
  /** Size of a pixel in the result. @defaultValue 2 */
  readonly zoom?: number;
}

const GAP = 2;
const GROUND = 128;

/** A PNG file of images in a grid, in rows from the top left, on mid-grey. */
export function imageGrid({ shape, pixels, columns, zoom = 2 }: ImageGrid): Uint8Array {
  const { height, width, channels } = shape;
  const size = height * width * channels;
  const count = pixels.length / size;
  const rows = Math.ceil(count / columns);
  const fullWidth = columns * (width * zoom + GAP) + GAP;
  const fullHeight = rows * (height * zoom + GAP) + GAP;
  const data = new Uint8Array(fullWidth * fullHeight * channels).fill(GROUND);
  for (let image = 0; image < count; image++) {
    const left = GAP + (image % columns) * (width * zoom + GAP);
    const top = GAP + Math.floor(image / columns) * (height * zoom + GAP);
    for (let y = 0; y < height * zoom; y++) {
      for (let x = 0; x < width * zoom; x++) {
        const from = image * size + (Math.floor(y / zoom) * width + Math.floor(x / zoom)) * channels;
        const to = ((top + y) * fullWidth + left + x) * channels;
        for (let c = 0; c < channels; c++) data[to + c] = pixels[from + c]!;
      }
    }
  }
  return encode({ width: fullWidth, height: fullHeight, data, channels, depth: 8 });
}

import type { ImageShape } from '@hebbench/core';
import { corruptFile } from './corrupt.ts';
import type { NumpyArray } from './npy.ts';

/** More are no colours. */
const MOST_CHANNELS = 4;
const WHITE = 255;

/** Images of one shape, channels last. */
export interface ImageArray {
  readonly count: number;
  readonly shape: ImageShape;
  readonly pixels: Uint8Array;
}

/**
 * Images of an array: `[n, height, width]`, `[n, height, width, channels]`, `[n, channels, height, width]`, or
 * `[n, values]` of square images.
 * @throws `DATA_CORRUPT`
 */
export function imagesOfArray(array: NumpyArray, file: string): ImageArray {
  const [count, ...rest] = array.shape;
  const pixels = toBytes(array, file);
  const isColour = (length: number | undefined): boolean => length !== undefined && length <= MOST_CHANNELS;
  if (count !== undefined && count > 0 && !rest.includes(0)) {
    const [a, b, c] = rest as [number, number, number];
    if (rest.length === 1) return { count, shape: squareShape(a, file), pixels };
    if (rest.length === 2) return { count, shape: { height: a, width: b, channels: 1 }, pixels };
    if (rest.length === 3 && isColour(c))
      return { count, shape: { height: a, width: b, channels: c }, pixels };
    if (rest.length === 3 && isColour(a)) {
      const shape = { height: b, width: c, channels: a };
      return { count, shape, pixels: channelsLast(pixels, count, shape) };
    }
  }
  throw corruptFile(
    file,
    `an array of shape (${array.shape.join(', ')})`,
    `images, as (n, height, width), (n, height, width, channels) or (n, channels, height, width) with 1 to ${MOST_CHANNELS} channels, or (n, values) of square images`,
    'save the array in one of these shapes',
  );
}

/**
 * The shape of square images of which the number of values alone is known: grey, or three colours, channels last.
 * @throws `DATA_CORRUPT` if they are neither
 */
export function squareShape(values: number, file: string): ImageShape {
  for (const channels of [1, 3]) {
    const side = Math.sqrt(values / channels);
    if (side > 0 && Number.isInteger(side)) return { height: side, width: side, channels };
  }
  throw corruptFile(
    file,
    `${values} values an image`,
    'as many as a square image has, grey or of three colours',
    'save the images in a form that says their height and width, such as NPY of shape (n, height, width)',
  );
}

/** Images whose colour planes come one after the other, with their channels last. */
export function channelsLast(
  planes: Uint8Array,
  count: number,
  { height, width, channels }: ImageShape,
): Uint8Array {
  const plane = height * width;
  const pixels = new Uint8Array(planes.length);
  let out = 0;
  for (let image = 0; image < count; image++) {
    const start = image * plane * channels;
    for (let at = start; at < start + plane; at++)
      for (let channel = 0; channel < channels; channel++) pixels[out++] = planes[at + channel * plane]!;
  }
  return pixels;
}

/** Bytes of an array: whole numbers from 0 to 255 as they are, floating-point numbers from 0 to 1 times 255. */
function toBytes({ values, isFloat }: NumpyArray, file: string): Uint8Array {
  if (values instanceof Uint8Array) return values;
  let [lowest, highest, isWhole] = [Infinity, -Infinity, true];
  for (const value of values) {
    if (!(value >= lowest)) lowest = value;
    if (!(value <= highest)) highest = value;
    isWhole &&= Number.isInteger(value);
  }
  if (isFloat && lowest >= 0 && highest <= 1)
    return Uint8Array.from(values, (value) => Math.round(WHITE * value));
  if (isWhole && lowest >= 0 && highest <= WHITE) return Uint8Array.from(values);
  throw corruptFile(
    file,
    `values from ${lowest} to ${highest}${isWhole ? '' : ', not all of them whole'}`,
    'whole numbers from 0 to 255, or floating-point numbers from 0 to 1',
    'save the images as they were before they were normalised',
  );
}

/**
 * Labels of an array: `[n]` or `[n, 1]` whole numbers.
 * @throws `DATA_CORRUPT`
 */
export function labelsOfArray({ shape, values }: NumpyArray, file: string): ArrayLike<number> {
  const isList = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  const wrong = values.findIndex((value) => !Number.isInteger(value) || value < 0);
  if (isList && wrong < 0) return values;
  throw corruptFile(
    file,
    isList ? `label ${values[wrong]} of image ${wrong}` : `labels of shape (${shape.join(', ')})`,
    'the number of a class for each image, as whole numbers of shape (n)',
    isList ? 'correct the labels' : 'save labels.argmax(axis=1), if each row marks a class',
  );
}

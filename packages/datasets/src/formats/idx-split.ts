import type { ImageShape, Split } from '@hebbench/core';
import { corruptFile } from './corrupt.ts';
import { idxLength, parseIdx, type IdxArray } from './idx.ts';
import { readMaybeCompressed } from './read-file.ts';

/** Content of a file, and its name for errors. */
export interface NamedBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A split that is not yet known to have the shape and the classes of another one. */
export interface ShapedSplit extends Split {
  readonly shape: ImageShape;
}

/**
 * Images and labels of a pair of IDX files.
 * @param shape - the size that the images must have. @defaultValue any, of one to four channels
 * @throws `DATA_CORRUPT`
 */
export function readIdxSplit(imageFile: string, labelFile: string, shape?: ImageShape): ShapedSplit {
  const images = { file: imageFile, ...readIdx(imageFile, dimensionsOf(shape)) };
  return joinSplit(images, { file: labelFile, ...readIdx(labelFile, [1]) }, shape);
}

/** {@link readIdxSplit} from bytes that have been read. */
export function parseIdxSplit(images: NamedBytes, labels: NamedBytes, shape?: ImageShape): ShapedSplit {
  return joinSplit(
    { file: images.file, ...parseIdx(images.bytes, images.file, dimensionsOf(shape)) },
    { file: labels.file, ...parseIdx(labels.bytes, labels.file, [1]) },
    shape,
  );
}

function dimensionsOf(shape: ImageShape | undefined): readonly number[] {
  return shape ? [3] : [3, 4];
}

interface NamedArray extends IdxArray {
  readonly file: string;
}

function joinSplit(images: NamedArray, labels: NamedArray, shape: ImageShape | undefined): ShapedSplit {
  const { file: imageFile } = images;
  const { file: labelFile } = labels;
  const [count, height, width, channels = 1] = images.shape as [number, number, number, number?];
  if (shape && (height !== shape.height || width !== shape.width)) {
    throw corruptFile(
      imageFile,
      `images of ${height} × ${width}`,
      `images of ${shape.height} × ${shape.width}`,
    );
  }
  if (count === 0) throw corruptFile(imageFile, 'no image', 'at least one image');
  if (labels.values.length !== count) {
    throw corruptFile(labelFile, `${labels.values.length} labels`, `${count} labels, one for each image`);
  }
  return {
    count,
    pixels: images.values,
    labels: labels.values,
    shape: { height, width, channels },
  };
}

function readIdx(file: string, dimensions: readonly number[]): IdxArray {
  const bytes = readMaybeCompressed(file, (start) => idxLength(start, file, dimensions));
  return parseIdx(bytes, file, dimensions);
}

import type { ImageShape } from '@hebbench/core';
import type { RawSplit } from '../folder/contents.ts';
import { corruptFile } from './corrupt.ts';
import { channelsLast } from './image-array.ts';
import { MOST_BYTES } from './read-file.ts';

/** Size of CIFAR's images. */
export const CIFAR_SHAPE: ImageShape = { height: 32, width: 32, channels: 3 };

const VALUES = CIFAR_SHAPE.height * CIFAR_SHAPE.width * CIFAR_SHAPE.channels;

/** Bytes of a label and an image of CIFAR-10. */
const RECORD = 1 + VALUES;

/**
 * Parses records of labels and three colour planes; pixels come out with their channels last. CIFAR-10 has one label,
 * CIFAR-100 a coarse one and the fine one that counts.
 * @throws `DATA_CORRUPT`
 */
export function parseRecords(bytes: Uint8Array, file: string): RawSplit {
  const labelBytes = bytes.length % RECORD !== 0 && bytes.length % (RECORD + 1) === 0 ? 2 : 1;
  const record = labelBytes + VALUES;
  const count = recordsLength(bytes.length, file, record) / record;
  const labels = new Uint8Array(count);
  const planes = new Uint8Array(count * VALUES);
  for (let image = 0; image < count; image++) {
    const start = image * record + labelBytes;
    labels[image] = bytes[start - 1]!;
    planes.set(bytes.subarray(start, start + VALUES), image * VALUES);
  }
  const pixels = channelsLast(planes, count, CIFAR_SHAPE);
  return { images: file, labelled: file, count, shape: CIFAR_SHAPE, pixels, labels };
}

/**
 * The length of a batch, if it may have it.
 * @param record - bytes of an image with its labels. @defaultValue those of CIFAR-10
 * @throws `DATA_CORRUPT`
 */
export function recordsLength(bytes: number, file: string, record: number = RECORD): number {
  if (bytes > 0 && bytes % record === 0 && bytes <= MOST_BYTES) return bytes;
  throw corruptFile(file, `${bytes} bytes`, `a multiple of ${record} bytes, one record an image`);
}

/** Splits of one shape, one after the other. */
export function joinSplits(splits: readonly RawSplit[]): RawSplit {
  const [first] = splits as readonly [RawSplit, ...RawSplit[]];
  const odd = splits.find(({ shape }) => JSON.stringify(shape) !== JSON.stringify(first.shape));
  if (odd) {
    const size = ({ height, width, channels }: ImageShape): string => `${height} × ${width} × ${channels}`;
    throw corruptFile(
      odd.images,
      `images of ${size(odd.shape)}`,
      `images of ${size(first.shape)}`,
      'make them alike',
    );
  }
  const values = first.pixels.length / first.count;
  const pixels = new Uint8Array(values * splits.reduce((sum, { count }) => sum + count, 0));
  const labels: number[] = [];
  for (const split of splits) {
    pixels.set(split.pixels, labels.length * values);
    for (let i = 0; i < split.count; i++) labels.push(split.labels[i]!);
  }
  return { ...first, count: labels.length, pixels, labels };
}

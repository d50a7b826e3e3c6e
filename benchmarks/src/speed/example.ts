import { HebbenchError, type Model } from '@hebbench/core';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy, encodeNpy, type NpyArray } from '../export/npy.ts';

/** One update of a unit of work with all that it comes of, for another program to make the same. */
export interface UpdateExample {
  /** Samples of the batch, `[batch, inputs]`. */
  readonly images: NpyArray;
  /** Their classes, `[batch]`. */
  readonly labels: NpyArray;
  /** Weights before the update, by name. */
  readonly weights: ReadonlyMap<string, FloatArray>;
  /** The update's own random numbers, if it has any. */
  readonly noise?: NpyArray;
  /** What the update changes, by name. */
  readonly changed: ReadonlyMap<string, { readonly before: Float32Array; readonly after: Float32Array }>;
  /**
   * Largest difference of another program's update, as a share of the change, that sums in another order explain.
   * @defaultValue 0.001
   */
  readonly tolerance?: number;
}

/** An array of float32 with its shape. */
export type FloatArray = NpyArray & { readonly values: Float32Array };

/** Copies a network's weights, by name. */
export function weightsOf(model: Model): Map<string, FloatArray> {
  return new Map(
    model
      .weights()
      .map(({ name, tensor }) => [
        name,
        { shape: tensor.shape, values: new Float32Array(tensor.dataSync()) },
      ]),
  );
}

/** Names of weights have a slash; those of files, none. */
function fileOf(folder: string, name: string): string {
  return join(folder, `${name.replaceAll('/', '-')}.npy`);
}

/** Writes what an update comes of, as NPY files. */
export function writeExample(folder: string, { images, labels, weights, noise }: UpdateExample): void {
  mkdirSync(folder, { recursive: true });
  const arrays = [['images', images], ['labels', labels], ...weights, ...(noise ? [['noise', noise]] : [])];
  for (const [name, { shape, values }] of arrays as [string, NpyArray][])
    writeFileSync(fileOf(folder, name), encodeNpy(shape, values));
}

/**
 * How far another program's update is from ours: the length of the difference as a share of the length of our change, of
 * the tensor in which it is largest.
 * @param folder - with an NPY file for each tensor that the update changes
 * @throws {@link HebbenchError} `UNSUPPORTED` for a tensor that is missing or of another size
 */
export function differenceFrom({ changed }: UpdateExample, folder: string): number {
  let largest = 0;
  for (const [name, { before, after }] of changed) {
    const file = fileOf(folder, name);
    const theirs = existsSync(file) ? decodeNpy(readFileSync(file)).values : undefined;
    if (theirs?.length !== after.length) {
      throw new HebbenchError('UNSUPPORTED', 'The peer makes another update.', {
        got: theirs ? `${theirs.length} values of ${name}` : `no ${file}`,
        expected: `${after.length} values of ${name}`,
        fix: 'bring its program in benchmarks/peers in line with the unit of work',
      });
    }
    const share = distance(theirs, after) / distance(before, after);
    // NaN is the largest difference of all.
    if (!(share <= largest)) largest = Number.isNaN(share) ? Infinity : share;
  }
  return largest;
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}

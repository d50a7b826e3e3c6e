import { hiddenWidths, type Model, type Split } from '@hebbench/core';
import { rangeToTensor, rowsToTensor } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';

/** What batches are gathered from: one row of numbers for each sample. */
export interface SampleRows {
  /** Numbers of a row. */
  readonly width: number;
  /** Rows of samples in the order of `indices`, `[indices.length, width]`. */
  gather(indices: Uint32Array): tf.Tensor2D;
  /** Rows of `count` samples from sample number `start` on, `[count, width]`. */
  range(start: number, count: number): tf.Tensor2D;
}

const ROWS_AT_ONCE = 1000;

/**
 * Bytes of activity that are kept. The same on every machine, whatever its memory: what is computed anew for each batch is not
 * the same to the bit, as products of other sizes are rounded otherwise.
 */
const LARGEST_ACTIVITY = 2 ** 33;

/** The pixels of a split, scaled to [0, 1] when a batch uses them. */
export function pixelRows(split: Split): SampleRows {
  return storedRows(split.pixels, split.pixels.length / Math.max(1, split.count), 1 / 255);
}

/**
 * @param values - `count × width` values, sample after sample
 * @param scale - what a value is multiplied by on its way into a batch
 */
function storedRows(values: Uint8Array | Float32Array, width: number, scale: number): SampleRows {
  return {
    width,
    gather: (indices) => rowsToTensor(values, indices, width, scale),
    range: (start, count) => rangeToTensor(values, start, count, width, scale),
  };
}

/**
 * Computes frozen activity and keeps the last layer asked for, from which the next one is computed. What is too large is
 * computed anew for each batch: a convolutional layer's activity of 50 000 colour photographs is 5 GB, and an output layer that
 * asks for it fifty times would wait hours for it.
 */
export class ActivityCache {
  readonly #model: Model;
  readonly #count: number;
  readonly #pixels: SampleRows;
  readonly #largest: number;
  /** What {@link ActivityCache.#rows} are of, if they are kept. */
  #activity: Float32Array | undefined;
  /** The layer whose rows are kept; 0 is the pixels. */
  #layer = 0;
  #rows: SampleRows;

  /** @param largest - bytes of activity that are kept. @defaultValue 8 GiB */
  constructor(model: Model, split: Split, largest = LARGEST_ACTIVITY) {
    this.#model = model;
    this.#count = split.count;
    this.#pixels = pixelRows(split);
    this.#largest = largest;
    this.#rows = this.#pixels;
  }

  /** The activity of hidden layer number `layer`; 0 is the pixels. */
  rows(layer: number): SampleRows {
    if (layer < this.#layer) this.forget();
    if (layer === this.#layer) return this.#rows;
    const width = hiddenWidths(this.#model.architecture)[layer - 1]!;
    if (4 * this.#count * width > this.#largest) return this.#computed(layer, width);
    this.#rows = this.#kept(layer, width);
    this.#layer = layer;
    return this.#rows;
  }

  /** Drops what has been computed: the weights below have changed. */
  forget(): void {
    this.#layer = 0;
    this.#rows = this.#pixels;
    this.#activity = undefined;
  }

  #kept(layer: number, width: number): SampleRows {
    const { range } = this.#computed(layer, width);
    // Rows of a layer that is not wider end no later than those that they are computed from, and take their place.
    const activity =
      this.#activity && width <= this.#rows.width ? this.#activity : new Float32Array(this.#count * width);
    for (let start = 0; start < this.#count; start += ROWS_AT_ONCE) {
      const z = range(start, Math.min(ROWS_AT_ONCE, this.#count - start));
      activity.set(z.dataSync(), start * width);
      z.dispose();
    }
    this.#activity = activity;
    return storedRows(activity, width, 1);
  }

  /** Rows that are computed whenever they are asked for, from those that are kept. */
  #computed(layer: number, width: number): SampleRows {
    const [model, below, from] = [this.#model, this.#rows, this.#layer];
    return {
      width,
      gather: (indices) => tf.tidy(() => model.activity(below.gather(indices), layer, from)),
      range: (start, count) => tf.tidy(() => model.activity(below.range(start, count), layer, from)),
    };
  }
}

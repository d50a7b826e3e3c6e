import { hiddenWidths, type Model, type Split } from '@hebbench/core';
import { rangeToTensor } from '@hebbench/engine';

/** What batches are gathered from: one row of numbers for each sample. */
export interface SampleRows {
  /** `count × width` values, sample after sample. */
  readonly values: Uint8Array | Float32Array;
  readonly width: number;
  /** What a value is multiplied by on its way into a batch. */
  readonly scale: number;
}

const ROWS_AT_ONCE = 1000;

/** The pixels of a split, scaled to [0, 1] when a batch uses them. */
export function pixelRows(split: Split): SampleRows {
  return { values: split.pixels, width: split.pixels.length / Math.max(1, split.count), scale: 1 / 255 };
}

/** Computes frozen activity and keeps the last layer asked for, from which the next one is computed. */
export class ActivityCache {
  readonly #model: Model;
  readonly #count: number;
  readonly #pixels: SampleRows;
  #layer = 0;
  #rows: SampleRows;

  constructor(model: Model, split: Split) {
    this.#model = model;
    this.#count = split.count;
    this.#pixels = pixelRows(split);
    this.#rows = this.#pixels;
  }

  /** The activity of hidden layer number `layer`; 0 is the pixels. */
  rows(layer: number): SampleRows {
    if (layer < this.#layer) this.forget();
    if (layer > this.#layer) {
      this.#rows = this.#compute(layer);
      this.#layer = layer;
    }
    return this.#rows;
  }

  /** Drops what has been computed: the weights below have changed. */
  forget(): void {
    this.#layer = 0;
    this.#rows = this.#pixels;
  }

  #compute(layer: number): SampleRows {
    const { values, width, scale } = this.#rows;
    const units = hiddenWidths(this.#model.architecture)[layer - 1]!;
    const activity = new Float32Array(this.#count * units);
    for (let start = 0; start < this.#count; start += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, this.#count - start);
      const x = rangeToTensor(values, start, count, width, scale);
      const z = this.#model.activity(x, layer, this.#layer);
      activity.set(z.dataSync(), start * units);
      x.dispose();
      z.dispose();
    }
    return { values: activity, width: units, scale: 1 };
  }
}

import { windowOf, type LayerShape } from '@hebbench/core';
import { patches, readInPlace } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import { tidied } from './tidied.ts';

/**
 * Share of values that are not 0, below which adding up the weights of these is faster than a matrix product: measured
 * (`pnpm event-share`) on one core with BLAS at 50 GFLOP/s, for 100 rows of 784 and 1000 values and 1000 and 2000 units,
 * 0.6 to 0.9 %. Both give the same currents up to rounding.
 */
export const EVENT_SHARE = 0.007;

/** How a product is computed: `dense`, one matrix product; `events`, the weights of what is not 0 added up. */
export type ProductForm = 'dense' | 'events';

/** The way from spikes to currents. */
export interface Synapses {
  /**
   * What a layer's units read, a row for each: the values themselves, or the patches of an image.
   * @param values - `[batch × width]`
   */
  rows(values: Float32Array): Float32Array;
  /**
   * Synaptic currents of one step.
   * @param values - spikes, or an image, `[batch × width]`
   * @param form - @defaultValue the one that is faster for as many values that are not 0
   * @returns `[batch × positions × units]`
   */
  currents(values: Float32Array, form?: ProductForm): Float32Array;
}

/**
 * The synapses of a layer.
 * @param kernel - `[fan-in, units]`
 */
export function createSynapses(
  shape: Pick<LayerShape, 'spec' | 'image' | 'fanIn' | 'units'>,
  kernel: tf.Tensor2D,
): Synapses {
  const { spec, image, fanIn, units } = shape;
  const rows = (values: Float32Array): Float32Array => {
    if (spec.kind !== 'conv') return values;
    const { height, width, channels } = image!;
    return tidied(() => {
      const images = tf.tensor2d(values, [
        values.length / (height * width * channels),
        height * width * channels,
      ]);
      return patches(images, image!, windowOf(spec)).dataSync<'float32'>().slice();
    });
  };
  return {
    rows,
    currents(values, form) {
      const read = rows(values);
      if ((form ?? fasterForm(read)) === 'events')
        return readInPlace([kernel], ([weights]) => eventProduct(read, weights!, fanIn, units));
      return tidied(() =>
        tf
          .matMul(tf.tensor2d(read, [read.length / fanIn, fanIn]), kernel)
          .dataSync<'float32'>()
          .slice(),
      );
    },
  };
}

/** The form that is faster for values, of which few or many are not 0. */
export function fasterForm(values: Float32Array): ProductForm {
  let events = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) events++;
  return events < EVENT_SHARE * values.length ? 'events' : 'dense';
}

/** `rows · weights`, touching the weights of values that are not 0 alone. */
export function eventProduct(
  rows: Float32Array,
  weights: Float32Array,
  fanIn: number,
  units: number,
): Float32Array {
  const samples = rows.length / fanIn;
  const out = new Float32Array(samples * units);
  for (let n = 0; n < samples; n++) {
    const to = n * units;
    for (let i = 0; i < fanIn; i++) {
      const value = rows[n * fanIn + i]!;
      if (value === 0) continue;
      const from = i * units;
      for (let j = 0; j < units; j++) out[to + j]! += value * weights[from + j]!;
    }
  }
  return out;
}

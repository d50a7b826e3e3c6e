import type { Phase } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import type { FeedForward } from '../feed-forward.ts';
import type { HiddenLayer } from '../layers/hidden-layer.ts';
import type { FrozenStatistics } from './constants.ts';
import { factorOf, momentsOf, type Parts } from './moments.ts';

/** Images that constants are measured on; all training images if there are fewer. */
export const MEASURED_IMAGES = 1000;

/** So few that it is one update of the training loop, which makes at least one. */
const EPOCHS_OF_ONE_UPDATE = 0.001;

/** Values on the host at once. */
const VALUES_AT_ONCE = 2 ** 23;

/**
 * What comes before the training of layers whose normalisation goes by constants: a phase of one update, which measures
 * them on its batch of {@link MEASURED_IMAGES}, and changes nothing else. Its images are drawn as those of any phase are:
 * the seed alone decides, and all of them are training images. As any phase, it is resumed, and left out at 0 epochs: what
 * has been measured elsewhere stays as it is.
 * @param layer - number of the layer (from 1) that is measured, on the frozen activity of the layer below. @defaultValue
 * all layers, one after the other, on pixels
 * @returns no phase for a network without constants
 */
export function measuringPhases(model: FeedForward, layer?: number): Phase[] {
  if (!model.constants) return [];
  return [
    {
      name: layer === undefined ? 'measure' : `measure-${layer}`,
      trains: 'hidden',
      epochs: EPOCHS_OF_ONE_UPDATE,
      batchSize: MEASURED_IMAGES,
      sampling: 'shuffled',
      input: layer === undefined || layer === 1 ? { kind: 'pixels' } : { kind: 'activity', layer: layer - 1 },
      step({ x }, { update }) {
        if (update > 0) return;
        if (layer === undefined) measureNetwork(model, x);
        else measureLayer(model, layer, x);
      },
    },
  ];
}

/**
 * Measures the constants of all layers, each with those below it measured already.
 * @param x - pixels, `[images, inputs]`
 */
export function measureNetwork(model: FeedForward, x: tf.Tensor2D): void {
  tf.tidy(() => {
    let read = x;
    model.layers.forEach((layer, i) => {
      measureLayer(model, i + 1, read);
      read = layer.apply(read);
    });
  });
}

/**
 * Measures the constants of hidden layer number `layer` (from 1): those of its inputs, those of its currents with them,
 * and its largest responses with both.
 * @param x - what the layer reads, `[images, width]`
 */
export function measureLayer(model: FeedForward, layer: number, x: tf.Tensor2D): void {
  const { inputs, currents, maximum } = model.constants?.[layer - 1] ?? {};
  const own = model.layers[layer - 1]!;
  const { response = model.activation } = model;
  const partsOf = (compute: (rows: tf.Tensor2D) => tf.Tensor2D): Parts => partsOfLayer(own, x, compute);
  if (inputs) {
    freeze(
      inputs,
      partsOf((rows) => rows),
    );
  }
  if (currents) {
    freeze(
      currents,
      partsOf((rows) => own.currents(rows)),
    );
  }
  if (maximum) {
    const responses = partsOf((rows) => response(own.currents(rows), layer));
    // What never responds is left as it is.
    assign(
      maximum,
      momentsOf(responses, maximum.size).map((each) => each.maximum || 1),
    );
  }
}

/**
 * Measures statistics.
 * @param parts - values that they are of, magnitudes of rows as wide as there are means
 */
export function freeze({ mean, factor, gain }: FrozenStatistics, parts: Parts): void {
  const moments = momentsOf(parts, mean.size);
  assign(
    mean,
    moments.map((each) => each.mean),
  );
  assign(
    factor,
    moments.map((each) => factorOf(each, gain)),
  );
}

function assign(variable: tf.Variable<tf.Rank.R1>, values: readonly number[]): void {
  tf.tidy(() => variable.assign(tf.tensor1d([...values])));
}

/** What a layer computes of its rows, some images at a time. */
function partsOfLayer(
  { positions, rows, kernel }: HiddenLayer,
  x: tf.Tensor2D,
  compute: (rows: tf.Tensor2D) => tf.Tensor2D,
): Parts {
  const images = x.shape[0];
  const atOnce = Math.max(1, Math.floor(VALUES_AT_ONCE / (positions * Math.max(...kernel.shape))));
  return function* parts() {
    for (let start = 0; start < images; start += atOnce) {
      const part = tf.tidy(() => compute(rows(tf.slice(x, start, Math.min(atOnce, images - start)))));
      // Read outside of the tidy, which would look for tensors among all the numbers.
      yield part.dataSync<'float32'>();
      part.dispose();
    }
  };
}

import { windowOf, type Layer, type LayerForm, type LayerShape, type NamedWeight } from '@hebbench/core';
import { patches, pool } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import type { Activation, Preparation } from '../activations.ts';

/** What {@link createHiddenLayer} puts together. */
export interface HiddenLayerParts {
  /** Number of the layer, from 1. */
  readonly number: number;
  readonly shape: LayerShape;
  /** `[fan-in, units]`, or `[units, fan-in]` if transposed. */
  readonly kernel: tf.Variable<tf.Rank.R2>;
  readonly transposed: boolean;
  readonly activation: Activation;
  readonly prepare?: Preparation | undefined;
  /** What the layer makes of samples, before their rows. @defaultValue nothing */
  readonly prepareSamples?: Preparation | undefined;
  /** What the layer measures once, as weights of its own. @defaultValue nothing */
  readonly constants?: readonly NamedWeight[] | undefined;
}

/**
 * A hidden layer, with what a rule that trains it needs. All calls but {@link Layer.apply} are for use within a tidy, as
 * they may give back what they are given.
 */
export interface HiddenLayer extends Layer {
  readonly kernel: tf.Variable<tf.Rank.R2>;
  /** Rows that {@link Layer.rows} makes of one sample. */
  readonly positions: number;
  /** Values that the layer passes on for a sample. */
  readonly width: number;
  /**
   * Currents of rows: `prepare(rows) W`, `[rows, units]`.
   * @param kernel - in place of the layer's own, and as it lies. @defaultValue the layer's
   */
  currents(rows: tf.Tensor2D, kernel?: tf.Tensor2D): tf.Tensor2D;
  /** The activity that currents make, row by row: `[rows, units]`. */
  activate(currents: tf.Tensor2D): tf.Tensor2D;
  /** What the layer passes on of the activity of all rows, `[samples · positions, units]`: an image, pooled. */
  pass(activity: tf.Tensor2D): tf.Tensor2D;
  /** As {@link Layer.apply}, with another kernel. */
  apply(x: tf.Tensor2D, kernel?: tf.Tensor2D): tf.Tensor2D;
}

/** Patches of a part of a batch: few enough to be read from the processor's cache, and to leave the engine's memory. */
const VALUES_AT_ONCE = 2 ** 23;

/** A layer `z = activation(prepare(rows(prepareSamples(x))) W)`, pooled. */
export function createHiddenLayer(parts: HiddenLayerParts): HiddenLayer {
  const { number, shape, kernel, transposed, activation, prepare, prepareSamples, constants = [] } = parts;
  const { spec, positions, width, fanIn } = shape;
  const name = `hidden-${number}`;
  const weights: readonly NamedWeight[] = [
    {
      name: `${name}/kernel`,
      kind: 'kernel',
      layer: 'hidden',
      tensor: kernel,
      ...(transposed && { transposed }),
    },
    ...constants,
  ];
  const currents: HiddenLayer['currents'] = (rows, own = kernel) =>
    tf.matMul(prepare ? prepare(rows, number) : rows, own, false, transposed);
  const activate = (y: tf.Tensor2D): tf.Tensor2D => activation(y, number);
  const space = spaceOf(shape);
  const { pass } = space;
  const rows: HiddenLayer['rows'] = prepareSamples
    ? (x) => space.rows(prepareSamples(x, number))
    : space.rows;
  const whole = (x: tf.Tensor2D, own?: tf.Tensor2D): tf.Tensor2D => pass(activate(currents(rows(x), own)));
  const atOnce = Math.max(1, Math.floor(VALUES_AT_ONCE / (positions * fanIn)));
  const form = formOf(activation, prepareSamples ?? prepare, number);
  return {
    name,
    spec,
    ...(shape.pool && { pool: shape.pool }),
    shape: shape.shape,
    weights,
    ...(form && { form }),
    kernel,
    positions,
    width,
    rows,
    currents,
    activate,
    pass,
    apply: (x, own) =>
      tf.tidy(() => {
        const samples = x.shape[0];
        if (spec.kind === 'dense' || samples <= atOnce) return whole(x, own);
        const passed = Array.from({ length: Math.ceil(samples / atOnce) }, (_, i) => {
          const start = i * atOnce;
          return tf.tidy(() => whole(tf.slice(x, start, Math.min(atOnce, samples - start)), own));
        });
        return tf.concat(passed);
      }),
  };
}

/** How a layer's rows come from samples, and samples from its rows. */
function spaceOf({
  spec,
  image,
  map,
  pool: pooling,
  width,
  positions,
  units,
}: LayerShape): Pick<HiddenLayer, 'rows' | 'pass'> {
  if (spec.kind === 'dense') return { rows: (x) => x, pass: (z) => z };
  const window = windowOf(spec);
  return {
    rows: (x) => patches(x, image!, window),
    pass: (z) => {
      const passed: tf.Tensor2D = tf.reshape(z, [-1, positions * units]);
      return pooling ? pool(passed, map!, windowOf(pooling), pooling.by) : tf.reshape(passed, [-1, width]);
    },
  };
}

/** What a layer computes, if both of its parts have words for it. */
function formOf(
  activation: Activation,
  prepare: Preparation | undefined,
  layer: number,
): LayerForm | undefined {
  const input = prepare ? prepare.form?.(layer) : { name: 'as-it-is' };
  const answer = activation.form?.(layer);
  return input && answer && { input, activation: answer };
}

import { relu } from '@hebbench/nn';
import * as tf from '@tensorflow/tfjs-core';

/** Keeps a quotient, and its gradient, finite where a sample excites no unit. */
const EPSILON = 1e-8;

/** What a layer makes of its currents, and what the next layer reads of it. */
export interface LayerKind {
  /** Activity from currents, whose squares are the goodness. */
  activate(currents: tf.Tensor2D): tf.Tensor2D;
  /** `∂L/∂currents` from `∂L/∂activity`, where the latter is a multiple of the activity in each row. */
  gradient(activityGradient: tf.Tensor2D): tf.Tensor2D;
  /** Layer normalisation: it takes the goodness away, so that the next layer has to find its own evidence. */
  normalise(activity: tf.Tensor2D): tf.Tensor2D;
}

/** Hinton's layers: ReLU, divided by the root mean square over the units. */
const FREE: LayerKind = {
  activate: relu,
  // The gradient is 0 where the activity is, so the ReLU's own derivative changes nothing.
  gradient: (activityGradient) => activityGradient,
  normalise: (activity) =>
    tf.tidy(() => {
      const power = tf.mean(tf.square(activity), 1, true);
      return tf.div(activity, tf.sqrt(tf.add(power, EPSILON ** 2)));
    }),
};

/**
 * Layers with nonnegative weights: equation (6) of the benchmark's paper in two halves. The activity is what a unit has
 * above the layer's mean, `relu(y − ⟨y⟩)`, as currents are never negative; the next layer reads it divided by its
 * maximum.
 */
const NONNEGATIVE: LayerKind = {
  activate: (currents) => tf.tidy(() => tf.relu(tf.sub(currents, tf.mean(currents, 1, true)))),
  gradient: (activityGradient) => tf.tidy(() => tf.sub(activityGradient, tf.mean(activityGradient, 1, true))),
  normalise: (activity) => tf.tidy(() => tf.div(activity, tf.add(tf.max(activity, 1, true), EPSILON))),
};

/** The layers of a network with or without the nonnegativity constraint. */
export function layerKind(nonnegative: boolean): LayerKind {
  return nonnegative ? NONNEGATIVE : FREE;
}

import { vectorKernels } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '../activations.ts';
import type { IMAGE_RESCALES } from './schema.ts';

/** Keeps quotients finite where a layer does not respond. */
const EPSILON = 1e-8;

/** `r = relu(y)` over its maximum, image by image. */
const byMaximum: Activation = (y) => {
  const kernels = vectorKernels();
  if (!kernels) return composedByMaximum(y);
  const op = tf.customGrad((value, save) => {
    const input = value as tf.Tensor2D;
    (save as tf.GradSaveFunc)([input]);
    return {
      value: kernels.rescaleRows(input, EPSILON),
      gradFunc: (dz: tf.Tensor, saved: tf.Tensor[]) =>
        kernels.rescaleRowsGradient(saved[0] as tf.Tensor2D, dz as tf.Tensor2D, EPSILON),
    };
  });
  return op(y) as tf.Tensor2D;
};

/** {@link byMaximum} as tensor operations, for engines without vector kernels. */
const composedByMaximum: Activation = (y) =>
  tf.tidy(() => {
    const r = tf.relu(y);
    return tf.div(r, tf.add(tf.max(r, 1, true), EPSILON)) as tf.Tensor2D;
  });

const byRange: Activation = (y) =>
  tf.tidy(() => {
    const r = tf.relu(y);
    const above = tf.sub(r, tf.min(r, 1, true));
    return tf.div(above, tf.add(tf.max(above, 1, true), EPSILON)) as tf.Tensor2D;
  });

const clipped: Activation = (y) => tf.tidy(() => tf.minimum(tf.relu(y), 1) as tf.Tensor2D);

const byLength: Activation = (y) =>
  tf.tidy(() => {
    const r = tf.relu(y);
    return tf.div(r, tf.sqrt(tf.add(tf.sum(tf.square(r), 1, true), EPSILON ** 2))) as tf.Tensor2D;
  });

/** ReLU and what brings its values into [0, 1], by the name of the rescale. */
export const RESCALED: Readonly<Record<(typeof IMAGE_RESCALES)[number], Activation>> = {
  maximum: byMaximum,
  'min-max': byRange,
  clip: clipped,
  length: byLength,
  none: (y) => tf.relu(y),
};

import { vectorKernels, type SignStep } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import type { AttackLog } from './attack.ts';
import { zeroRows } from './gradient.ts';

/** One step along the sign of the gradient, kept in the ball; counts the gradients, and those that are zero. */
export function signStep(settings: SignStep, log: AttackLog): tf.Tensor2D {
  const { x, gradient, low, high, step } = settings;
  log.gradients += x.shape[0];
  const kernels = vectorKernels();
  if (kernels) {
    const { moved, zeroRows: zeros } = kernels.signStep(settings);
    log.zeroGradients += zeros;
    return moved;
  }
  log.zeroGradients += zeroRows(gradient);
  return tf.tidy(() => {
    const moved = tf.add(x, tf.mul(tf.sign(gradient), step));
    return tf.minimum(tf.maximum(moved, low), high);
  });
}

import { vectorKernels, type SignStep } from '@hebbench/engine';
import * as tf from '@tensorflow/tfjs-core';
import type { AttackLog } from './attack.ts';
import { zeroRows } from './gradient.ts';

/**
 * One step along the sign of the gradient, kept in the ball; counts the gradients, those that are zero and those that are
 * no numbers, along which no image moves.
 */
export function signStep(settings: SignStep, log: AttackLog): tf.Tensor2D {
  const broken = brokenRows(settings.gradient);
  if (broken === 0) return stepAlong(settings, log);
  log.brokenGradients += broken;
  return tf.tidy(() => stepAlong({ ...settings, gradient: finitePart(settings.gradient) }, log));
}

/** How many rows of a gradient have an entry that is no finite number. */
function brokenRows(gradient: tf.Tensor2D): number {
  // A sum of finite numbers is finite, but for ones that no float32 gradient has.
  const sums = tf.tidy(() => tf.sum(tf.abs(gradient), 1).dataSync<'float32'>());
  return sums.reduce((count, sum) => count + (Number.isFinite(sum) ? 0 : 1), 0);
}

function finitePart(gradient: tf.Tensor2D): tf.Tensor2D {
  const values = gradient.dataSync<'float32'>().map((value) => (Number.isFinite(value) ? value : 0));
  return tf.tensor2d(values, gradient.shape);
}

function stepAlong(settings: SignStep, log: AttackLog): tf.Tensor2D {
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

import * as tf from '@tensorflow/tfjs-core';
import { createAttack, type Attack } from './attack.ts';
import { inputGradient, zeroRows } from './gradient.ts';
import { crossEntropyLoss, type Loss } from './losses.ts';

/** The fast gradient sign method, `x + ε sign(∇ₓ loss)` (Goodfellow, Shlens and Szegedy 2015). */
export function fgsm(loss: Loss = crossEntropyLoss): Attack {
  return createAttack('fgsm', ({ model, x, labels, epsilon }, _ball, log) => {
    const gradient = inputGradient(model, x, labels, loss);
    log.gradients += x.shape[0];
    log.zeroGradients += zeroRows(gradient);
    return tf.add(x, tf.mul(tf.sign(gradient), epsilon));
  });
}

import type { Model, RandomStream } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { inputGradient } from './gradient.ts';
import { marginLoss } from './losses.ts';

/**
 * Half the distance of the two points of a difference quotient. Along the gradient's own signs all pixels push the same
 * way, and a large step crosses many kinks of the ReLUs; along random signs they cancel, and a small step drowns in
 * rounding.
 */
const STEPS = { own: 2 ** -13, random: 2 ** -11 } as const;
/** Part of the derivative that may be off: a unit may switch between the two points. */
const TOLERANCE = 0.1;
/** Rounding of a logit, in units of its last place. */
const ROUNDING = 64 * 2 ** -24;

/**
 * Compares the gradient of the margin loss with difference quotients in two directions of ±1 a pixel: its own signs,
 * which show a wrong scale or sign, and random signs, which show what it leaves out.
 * @param x - `[batch, inputs]`
 * @returns the share of the images whose gradient agrees in both, in [0, 1]
 */
export function gradientAgreement(
  model: Model,
  x: tf.Tensor2D,
  labels: tf.Tensor1D,
  stream: RandomStream,
): number {
  return tf.tidy(() => {
    // Far enough from 0 and 1 for both points to be images.
    const centre = tf.clipByValue(x, STEPS.random, 1 - STEPS.random) as tf.Tensor2D;
    const [images, inputs] = centre.shape;
    const gradient = inputGradient(model, centre, labels, marginLoss).dataSync<'float32'>().slice();
    const largestLogit = tf
      .max(tf.abs(model.logits(centre)), 1)
      .dataSync<'float32'>()
      .slice();
    const randomSign = (): number => (stream.uniform() < 0.5 ? -1 : 1);

    const agrees = (kind: 'own' | 'random'): boolean[] => {
      const step = STEPS[kind];
      const signs = gradient.map((g) => (kind === 'own' && g !== 0 ? Math.sign(g) : randomSign()));
      const lossAt = (distance: number): Float32Array =>
        tf.tidy(() => {
          const moved = tf.add(centre, tf.mul(tf.tensor2d(signs, centre.shape), distance)) as tf.Tensor2D;
          return marginLoss(model.logits(moved), labels).dataSync<'float32'>().slice();
        });
      const [ahead, behind] = [lossAt(step), lossAt(-step)];
      return Array.from({ length: images }, (_, n) => {
        let [derivative, magnitude, squares] = [0, 0, 0];
        for (let i = n * inputs; i < (n + 1) * inputs; i++) {
          derivative += gradient[i]! * signs[i]!;
          magnitude += Math.abs(gradient[i]!);
          squares += gradient[i]! ** 2;
        }
        const quotient = (ahead[n]! - behind[n]!) / (2 * step);
        const scale = kind === 'own' ? magnitude : Math.sqrt(squares);
        return Math.abs(quotient - derivative) <= TOLERANCE * scale + (ROUNDING * largestLogit[n]!) / step;
      });
    };
    const [own, random] = [agrees('own'), agrees('random')];
    return own.filter((each, n) => each && random[n]).length / images;
  });
}

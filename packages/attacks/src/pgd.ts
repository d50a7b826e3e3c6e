import * as tf from '@tensorflow/tfjs-core';
import { createAttack, type Attack } from './attack.ts';
import { project } from './ball.ts';
import { inputGradient } from './gradient.ts';
import { checkCount, checkShare } from './inputs.ts';
import type { Loss } from './losses.ts';
import { signStep } from './sign-step.ts';

/** Settings of {@link pgd}. */
export interface PgdOptions {
  /** @defaultValue 'pgd' */
  readonly name?: string;
  readonly loss: Loss;
  /** Gradient steps, ≥ 1. @defaultValue 40 */
  readonly steps?: number;
  /** Length of a step in every pixel, in (0, 1]. @defaultValue 0.01 */
  readonly stepSize?: number;
  /** Whether to start anywhere in the ball instead of at the image. @defaultValue true */
  readonly randomStart?: boolean;
}

/**
 * Projected gradient descent (Madry et al. 2018): `x ← project(x + a sign(∇ₓ loss))`, from a random point of the ball.
 * @throws {@link HebbenchError} `INVALID_CONFIG` for steps or a step size that are none
 */
export function pgd({
  name = 'pgd',
  loss,
  steps = 40,
  stepSize = 0.01,
  randomStart = true,
}: PgdOptions): Attack {
  checkCount(name, 'steps', steps);
  checkShare(name, 'step size', stepSize);
  return createAttack(name, ({ model, x, labels, epsilon, stream }, ball, log) => {
    let current = x;
    if (randomStart) {
      const noise = stream.fillUniform(new Float32Array(x.size), -epsilon, epsilon);
      current = project(tf.add(x, tf.tensor2d(noise, x.shape)), ball);
    }
    for (let step = 0; step < steps; step++) {
      current = tf.tidy(() => {
        const gradient = inputGradient(model, current, labels, loss);
        return signStep({ x: current, gradient, ...ball, step: stepSize }, log);
      });
    }
    return current;
  });
}

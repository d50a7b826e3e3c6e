import { HebbenchError, type Model, type RandomStream } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { ballAround, project, type Ball } from './ball.ts';

/** What an attack works on. */
export interface AttackContext {
  readonly model: Model;
  /** The images, `[batch, inputs]`, values in [0, 1]. */
  readonly x: tf.Tensor2D;
  /** Their true classes, int32 `[batch]`. */
  readonly labels: tf.Tensor1D;
  /** ℓ∞ radius, in [0, 1]. */
  readonly epsilon: number;
  /** Where random starts and proposals come from. */
  readonly stream: RandomStream;
}

/** What an attack found out on its way. */
export interface AttackLog {
  /** Input gradients that were computed. */
  gradients: number;
  /** Those that were zero in every pixel. */
  zeroGradients: number;
}

/** An attack within an ℓ∞ ball. */
export interface Attack {
  /** In kebab case, e.g. `pgd-margin`. */
  readonly name: string;
  /**
   * Changed images, `[batch, inputs]`: within ε of the originals and within [0, 1].
   * @throws {@link HebbenchError} `INVALID_CONFIG` for ε outside [0, 1]
   */
  perturb(context: AttackContext, log?: AttackLog): tf.Tensor2D;
}

/** What the author of an attack writes: how to find better images. */
export type Search = (context: AttackContext, ball: Ball, log: AttackLog) => tf.Tensor2D;

/** Makes an attack of a search. Whatever the search returns is brought into the ball here, once for all. */
export function createAttack(name: string, search: Search): Attack {
  return {
    name,
    perturb(context, log = { gradients: 0, zeroGradients: 0 }) {
      const { epsilon, x } = context;
      if (!(epsilon >= 0 && epsilon <= 1)) {
        throw new HebbenchError('INVALID_CONFIG', `The attack "${name}" was given no valid ε.`, {
          got: String(epsilon),
          expected: 'a number from 0 to 1, on the scale of pixels in [0, 1]',
          fix: 'divide a radius in grey levels by 255',
        });
      }
      return tf.tidy(() => {
        if (epsilon === 0) return x.clone();
        const ball = ballAround(x, epsilon);
        return project(search(context, ball, log), ball);
      });
    },
  };
}
